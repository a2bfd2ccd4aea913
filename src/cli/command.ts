/** The command `cdk8s-kvmini`, which `cli.ts` starts. */
import { program } from './program';
import { run } from './run';

run(() => program().parse());
