/** The command `cdk8s-kvmini`, which `start.ts` starts. */
import { parse } from './habits/parse';
import { isRefusal, program } from './program';
import { run } from './run';

run(() => parse(program(), process.argv.slice(2)), isRefusal);
