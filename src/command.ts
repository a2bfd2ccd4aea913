/** The command `cdk8s-kvmini`, which `cli.ts` starts. */
import { program } from './cli/program';
import { run } from './cli/run';

run(() => program().parse());
