import type { Access } from '../request/access';
import { LoadClient } from '../request/client';
import type { RequestRow } from '../request/row';
import { openFiles } from '../settings/open-files';
import type { BenchSettings } from '../settings/settings';
import type { Target } from '../target/target';
import { countAnswers, type TokenCounter } from '../tokenize/count';
import { type Ask, serverCounter } from '../tokenize/server';
import { type Arrivals, CLOSED_LOOP, openLoop } from '../workload/arrivals';
import type { Prompt, Prompts } from '../workload/prompts';
import { LoadLoop, type LoopLimits } from './loop';
import type { PacerOutcome } from './pacer';
import { type QueueWait, watchRunQueue } from './run-queue';

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
  /** Counts the tokens of answers without usage; the server's own `/tokenize` does where there is no other. */
  readonly counter: TokenCounter | undefined;
  /** Gets the output tokens of a request without usage, after the last request. */
  readonly tokens: (row: RequestRow, outputTokens: number) => void;
  /** Milliseconds since the run began, on the monotonic clock. */
  readonly now: () => number;
  /** Told how the load came out, also where it was cut off. */
  readonly ended: (outcome: LoadOutcome) => void;
  /** Cuts off the load when aborted. */
  readonly signal: AbortSignal;
}

/** How a load came out, beside its rows. */
export interface LoadOutcome {
  /** Requests that were due and never sent. */
  readonly unsent: number;
  /** Requests that were sent late, since as many as may be were under way. */
  readonly heldBack: number;
  /** What a reader of the figures must know of the connections. */
  readonly notes: readonly string[];
  /** How long the load generator waited for a CPU while it sent load. */
  readonly waited: QueueWait;
}

/** Sends the warm-up, then the measured requests. */
export async function sendLoad(settings: BenchSettings, ports: LoadPorts): Promise<void> {
  const client = openClient(settings, ports);
  let paced: Omit<PacerOutcome, 'sent'> = { unsent: 0 };
  let waited = watchRunQueue(ports.now);
  try {
    await client.prepare();
    const { concurrency, warmup, requests, durationMs } = settings;
    if (warmup > 0) {
      const limits = { phase: 'warmup', concurrency, requests: warmup, restMs: REST_MS } as const;
      await runLoop(client, CLOSED_LOOP, limits, ports);
      ports.signal.throwIfAborted();
    }
    const load = { phase: 'measured', concurrency, requests, durationMs } as const;
    // An open loop keeps its schedule whatever the server says.
    const limits = { ...load, restMs: settings.rate === undefined ? REST_MS : 0 };
    waited = watchRunQueue(ports.now);
    paced = await runLoop(client, arrivalsOf(settings), limits, ports);
    ports.signal.throwIfAborted();
    await countTokens(client, ports);
  } finally {
    const { unsent, heldBack = 0 } = paced;
    const note = client.note();
    ports.ended({ unsent, heldBack, notes: note === undefined ? [] : [note], waited: waited() });
    await client.cutOff();
  }
}

async function countTokens(client: LoadClient, ports: LoadPorts): Promise<void> {
  const { target, signal, now, tokens: counted } = ports;
  const ask: Ask = (...what) => client.ask(...what);
  const counter = ports.counter ?? serverCounter(ask, target, signal);
  await countAnswers(client.texts.answers, { counter, counted, signal, now });
}

function openClient(settings: BenchSettings, ports: LoadPorts): LoadClient {
  const { endpoint, maxTokens, stream, requestTimeoutMs, extraBody } = settings;
  const { origin, basePath, search, model } = ports.target;
  const { access, runId } = ports;
  const { concurrency: connections, connectionReuse } = settings;
  const how = { endpoint, maxTokens, stream, requestTimeoutMs, extraBody, connections };
  const kept = { connectionReuse, mostConnections: openFiles()?.room };
  return new LoadClient(
    { origin, basePath, search, model, access, runId, ...how, ...kept },
    ports.now,
  );
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
