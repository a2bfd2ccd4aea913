import type { Access } from '../request/access';
import { LoadClient } from '../request/client';
import type { RequestRow } from '../request/row';
import type { BenchSettings } from '../settings/settings';
import type { Target } from '../target/target';
import { type Arrivals, CLOSED_LOOP, openLoop } from '../workload/arrivals';
import type { Prompt, Prompts } from '../workload/prompts';
import { LoadLoop, type LoopLimits } from './loop';

const REST_MS = 250;

/** What one run's load needs. */
export interface LoadPorts {
  readonly runId: string;
  readonly target: Target;
  readonly access: Access;
  readonly prompts: Prompts;
  /** Told of each request as it is handed to the client. */
  readonly sent: () => void;
  /** Gets each row as its request ends. */
  readonly row: (row: RequestRow) => void;
  /** Milliseconds since the run began, on the monotonic clock. */
  readonly now: () => number;
  /** Cuts off the load when aborted. */
  readonly signal: AbortSignal;
}

/**
 * Sends the warm-up, then the measured requests.
 *
 * @returns how many requests were due and never sent
 */
export async function sendLoad(settings: BenchSettings, ports: LoadPorts): Promise<number> {
  const client = openClient(settings, ports);
  try {
    const { concurrency, warmup, requests, durationMs } = settings;
    if (warmup > 0) {
      const limits = { phase: 'warmup', concurrency, requests: warmup, restMs: REST_MS } as const;
      await runLoop(client, CLOSED_LOOP, limits, ports);
    }
    const limits = {
      phase: 'measured',
      concurrency,
      requests,
      durationMs,
      restMs: REST_MS,
    } as const;
    const { unsent } = await runLoop(client, arrivalsOf(settings), limits, ports);
    return unsent;
  } finally {
    await client.cutOff();
  }
}

function openClient(settings: BenchSettings, ports: LoadPorts): LoadClient {
  const { endpoint, maxTokens, stream, requestTimeoutMs, extraBody } = settings;
  const { origin, basePath, search, model } = ports.target;
  const { access, runId } = ports;
  const connections = settings.concurrency;
  const how = { endpoint, maxTokens, stream, requestTimeoutMs, extraBody, connections };
  return new LoadClient({ origin, basePath, search, model, access, runId, ...how }, ports.now);
}

function arrivalsOf({ rate, pattern, burstiness, seed }: BenchSettings): Arrivals {
  return rate === undefined ? CLOSED_LOOP : openLoop({ rate, pattern, burstiness, seed });
}

async function runLoop(
  client: LoadClient,
  arrivals: Arrivals,
  limits: LoopLimits,
  { prompts, sent, row, now, signal }: LoadPorts,
) {
  signal.throwIfAborted();
  let fail: (error: unknown) => void = () => {};
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const loop = new LoadLoop(arrivals, limits, {
    now,
    send: (due, events) => {
      // A data set that is read as it is sent may have changed meanwhile.
      const prompt = tryPrompt(prompts, (error) => {
        loop.stop();
        fail(error);
      });
      if (prompt === undefined) return;
      sent();
      client.send(due, prompt, events);
    },
    row,
  });
  const cut = () => {
    loop.stop();
    void client.cutOff();
  };
  signal.addEventListener('abort', cut, { once: true });
  const outcome = await Promise.race([loop.run(), broken]).finally(() =>
    signal.removeEventListener('abort', cut),
  );
  signal.throwIfAborted();
  return outcome;
}

function tryPrompt(prompts: Prompts, failed: (error: unknown) => void): Prompt | undefined {
  try {
    return prompts();
  } catch (error) {
    failed(error);
    return undefined;
  }
}
