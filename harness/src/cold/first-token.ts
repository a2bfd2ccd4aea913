import { setTimeout as sleep } from 'node:timers/promises';
import type { Access } from '../request/access';
import { LoadClient } from '../request/client';
import type { RequestRow } from '../request/row';
import type { BenchSettings } from '../settings/settings';
import type { Target } from '../target/target';
import type { Prompts } from '../workload/prompts';

const PAUSE_MS = 100;

/** What asking for a first token needs. */
export interface AskPorts {
  readonly runId: string;
  readonly target: Target;
  readonly access: Access;
  readonly prompts: Prompts;
  readonly signal: AbortSignal;
  /** Milliseconds since the run began, on the monotonic clock. */
  readonly now: () => number;
  /** Told of the first failure: the server is not there yet, or says no. */
  readonly failed: (row: RequestRow) => void;
}

/** An answer, and how often it was asked for. */
export interface Answered {
  readonly row: RequestRow;
  readonly tries: number;
}

/**
 * Asks until there is an answer: a target that starts refuses, or holds the request until it is up.
 *
 * @throws the reason of the signal, where that is aborted
 */
export async function askUntilAnswered(
  settings: BenchSettings,
  ports: AskPorts,
  due: { readonly index: number; readonly scheduledMs: number },
): Promise<Answered> {
  const { signal, failed } = ports;
  const client = openClient(settings, ports);
  const cut = () => void client.cutOff();
  signal.addEventListener('abort', cut, { once: true });
  try {
    const prompt = ports.prompts();
    for (let tries = 1; ; tries++) {
      const row = await new Promise<RequestRow>((ended) => {
        client.send({ ...due, phase: 'measured' }, prompt, { heard: () => {}, ended });
      });
      signal.throwIfAborted();
      if (row.outcome === 'success') return { row, tries };
      if (tries === 1) failed(row);
      await sleep(PAUSE_MS, undefined, { signal });
    }
  } finally {
    signal.removeEventListener('abort', cut);
    await client.cutOff();
  }
}

/** A client of its own for each start: no connection is left from before. */
function openClient(settings: BenchSettings, { target, access, runId, now }: AskPorts): LoadClient {
  const { endpoint, maxTokens, stream, requestTimeoutMs, extraBody } = settings;
  const { origin, basePath, search, model } = target;
  return new LoadClient(
    {
      ...{ origin, basePath, search, model, access, runId, endpoint, maxTokens, stream },
      ...{ requestTimeoutMs, extraBody, connections: 1, connectionReuse: 'never' },
    },
    now,
  );
}
