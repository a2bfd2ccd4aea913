import { EXIT } from '../errors';
import { orderedByFile, orderedByInput } from '../run/workers/worker/order';
import { runWorker } from '../run/workers/worker/run-worker';

/** The flags of `kvmini worker`. */
export interface WorkerFlags {
  readonly order?: string;
}

/** Runs `kvmini worker`, a part of `kvmini bench --workers` and `--pods`; resolves to its exit code. */
export async function workerCommand({ order: path }: WorkerFlags): Promise<number> {
  const { env, stdin } = process;
  await runWorker(path === undefined ? await orderedByInput(stdin) : orderedByFile(path, env), env);
  return EXIT.done;
}
