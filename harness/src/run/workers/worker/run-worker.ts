import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { UsageError } from '../../../errors';
import type { WorkerOrder } from '../protocol';
import { ShareWorker } from './worker';

/**
 * Runs a worker by the order that comes as the first line of its input.
 *
 * @throws UsageError where there is no order
 * @throws RunError where its coordinator is gone, or does not want it
 */
export async function runWorker(input: Readable, env: NodeJS.ProcessEnv): Promise<void> {
  const lines = createInterface({ input });
  const order = await firstLine(lines);
  const worker = new ShareWorker(order, env);
  if (order.tied) lines.once('close', () => worker.abandon('the coordinator has ended'));
  // A terminal sends these to all of its processes; the coordinator decides what becomes of the run.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('SIGTERM', () => worker.fail('was told to end (SIGTERM)'));
  try {
    await worker.run();
  } finally {
    lines.removeAllListeners('close');
    lines.close();
    input.destroy();
  }
}

async function firstLine(lines: ReturnType<typeof createInterface>): Promise<WorkerOrder> {
  const line = await new Promise<string>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(''));
  });
  try {
    return JSON.parse(line) as WorkerOrder;
  } catch {
    throw new UsageError('kvmini worker is started by kvmini bench --workers, with its order');
  }
}
