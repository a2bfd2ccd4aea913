/** The command `cdk8s-kvmini`, which `start.ts` starts. */
import { isRefusal, program } from './program';
import { run } from './run';

run(() => program().parse(), isRefusal);
