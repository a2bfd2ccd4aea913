import { EXIT } from '../errors';
import { runWorker } from '../run/workers/worker/run-worker';

/** Runs `kvmini worker`, a part of `kvmini bench --workers`; resolves to its exit code. */
export async function workerCommand(): Promise<number> {
  await runWorker(process.stdin, process.env);
  return EXIT.done;
}
