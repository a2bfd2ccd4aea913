import type { Ordered } from './order';
import { ShareWorker } from './worker';

/**
 * Runs a worker by its order.
 *
 * @throws RunError where its coordinator is gone, or does not want it
 */
export async function runWorker(ordered: Ordered, env: NodeJS.ProcessEnv): Promise<void> {
  const worker = new ShareWorker(ordered.order, env);
  if (ordered.order.tied) ordered.onEnd(() => worker.abandon('the coordinator has ended'));
  // A terminal sends these to all of its processes; the coordinator decides what becomes of the run.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('SIGTERM', () => worker.fail('was told to end (SIGTERM)'));
  try {
    await worker.run();
  } finally {
    ordered.close();
  }
}
