import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { UsageError } from '../../../errors';
import type { CrewOrder } from '../launch';
import type { WorkerOrder } from '../protocol';

/** An order, and how its worker hears of the end of its coordinator beside the connection. */
export interface Ordered {
  readonly order: WorkerOrder;
  /** Has somebody told of the coordinator's end. */
  onEnd(ended: () => void): void;
  /** Nobody is told any more. */
  close(): void;
}

/**
 * Takes the order of a process beside its coordinator: the first line of its input, which ends with the coordinator.
 *
 * @throws UsageError where there is none
 */
export async function orderedByInput(input: Readable): Promise<Ordered> {
  const lines = createInterface({ input });
  const line = await new Promise<string>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(''));
  });
  return {
    order: parsed<WorkerOrder>(line),
    onEnd: (ended) => void lines.once('close', ended),
    close: () => {
      lines.removeAllListeners('close');
      lines.close();
      input.destroy();
    },
  };
}

/**
 * Reads the order of a pod of an Indexed Job, which says which worker it is.
 *
 * @throws UsageError where there is none
 */
export function orderedByFile(path: string, env: NodeJS.ProcessEnv): Ordered {
  const order = parsed<CrewOrder>(readFileSync(path, 'utf8'));
  const worker = Number(env.JOB_COMPLETION_INDEX);
  return { order: { ...order, worker, tied: false }, onEnd: () => {}, close: () => {} };
}

function parsed<Order>(text: string): Order {
  try {
    return JSON.parse(text) as Order;
  } catch {
    throw new UsageError(
      'kvmini worker is started by kvmini bench --workers or --pods, with its order',
    );
  }
}
