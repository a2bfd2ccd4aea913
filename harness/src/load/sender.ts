import type { Access } from '../request/access';
import { LoadClient } from '../request/client';
import { LEARNING_MS } from '../request/reuse';
import type { RequestRow } from '../request/row';
import type { GeneratorHealth } from '../results/generator';
import { openFiles } from '../settings/open-files';
import type { BenchSettings } from '../settings/settings';
import type { Target } from '../target/target';
import { countAnswers, type TokenCounter } from '../tokenize/count';
import { type Ask, serverCounter } from '../tokenize/server';
import { type Arrivals, CLOSED_LOOP, openLoop } from '../workload/arrivals';
import {
  arrivalsIn,
  countIn,
  placesIn,
  promptsByPlace,
  type Share,
  WHOLE,
} from '../workload/partition';
import type { Prompt, Prompts } from '../workload/prompts';
import { Alarm } from './alarm';
import { LoadLoop, type LoopLimits } from './loop';
import type { PacerOutcome } from './pacer';
import { type QueueWait, watchRunQueue } from './run-queue';

const REST_MS = 250;
/**
 * Between two requests of a place in the warm-up, longer than a connection rests before it is used again: without it
 * each place would open a second connection, only for the measured load to close it.
 */
const WARMUP_PAUSE_MS = 2 * LEARNING_MS;
/** At a rate the warm-up goes at that rate too, or at this one if that is slower: requests per second. */
const LEAST_WARMUP_RATE = 10;
/** What one run's load needs. */
export interface LoadPorts {
  readonly runId: string;
  readonly target: LoadTarget;
  readonly access: Access;
  readonly prompts: Prompts;
  /** The part of the load that is sent. @default all of it */
  readonly share?: Share | undefined;
  /** Waited for between the warm-up and the measured requests. */
  readonly measuring?: (() => Promise<void>) | undefined;
  /** Told of each request as it is handed to the client. */
  readonly sent: (due: { readonly index: number; readonly phase: RequestRow['phase'] }) => void;
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

/** Where the load goes. */
export type LoadTarget = Pick<Target, 'origin' | 'basePath' | 'search' | 'model'>;

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
  /** Requests that were sent, or may have been, by a worker that was lost before it could tell. */
  readonly lost?: number;
  /** What all processes were like that sent the load, with what this one was like. */
  readonly generator?: (own: GeneratorHealth) => GeneratorHealth;
}

/** Sends a run's load, or a share of it: the phases one after the other, and `end` in any case. */
export class LoadSender {
  private readonly client: LoadClient;
  private readonly share: Share;
  private readonly prompt: (place: number) => Prompt;
  private paced: Omit<PacerOutcome, 'sent'> = { unsent: 0 };
  private waited: () => QueueWait;
  /** Of an open loop: a closed one waits for answers. */
  private readonly alarm: Alarm | undefined;

  constructor(
    private readonly settings: BenchSettings,
    private readonly ports: LoadPorts,
  ) {
    this.client = openClient(settings, ports);
    this.share = ports.share ?? WHOLE;
    this.prompt = promptsByPlace(ports.prompts);
    this.waited = watchRunQueue(ports.now);
    if (settings.rate !== undefined) this.alarm = new Alarm();
  }

  /** Looks up what the first requests would have to wait for. */
  prepare(): Promise<void> {
    return this.client.prepare();
  }

  /** Sends the warm-up, if there is one. */
  async warmUp(begunMs?: number): Promise<void> {
    const { warmup, rate } = this.settings;
    const requests = countIn(this.share, warmup);
    if (requests === 0) return;
    const arrivals = arrivalsOf({
      ...this.settings,
      rate: rate && Math.max(rate, LEAST_WARMUP_RATE),
    });
    const pauseMs = rate === undefined ? WARMUP_PAUSE_MS : 0;
    await this.run(arrivals, { phase: 'warmup', requests, pauseMs, begunMs });
    this.ports.signal.throwIfAborted();
  }

  /** Sends the measured requests. */
  async measure(begunMs?: number): Promise<void> {
    const { requests, durationMs } = this.settings;
    this.waited = watchRunQueue(this.ports.now);
    this.paced = await this.run(arrivalsOf(this.settings), {
      ...{ phase: 'measured', durationMs, begunMs },
      requests: requests === undefined ? undefined : countIn(this.share, requests),
    });
    this.ports.signal.throwIfAborted();
  }

  /** Counts the tokens of answers without usage. */
  async countTokens(): Promise<void> {
    const { target, signal, now, tokens: counted } = this.ports;
    const ask: Ask = (...what) => this.client.ask(...what);
    const counter = this.ports.counter ?? serverCounter(ask, target, signal);
    await countAnswers(this.client.texts.answers, { counter, counted, signal, now });
  }

  /** Tells how the load came out, and breaks off what is left of it. */
  async end(): Promise<void> {
    const { unsent, heldBack = 0 } = this.paced;
    const note = this.client.note();
    const notes = note === undefined ? [] : [note];
    this.ports.ended({ unsent, heldBack, notes, waited: this.waited() });
    await Promise.all([this.client.cutOff(), this.alarm?.close()]);
  }

  /** A place in the sequence of prompts: those of the warm-up come first. */
  private placeOf({ index, phase }: { index: number; phase: RequestRow['phase'] }): number {
    return phase === 'warmup' ? index : this.settings.warmup + index;
  }

  private async run(
    arrivals: Arrivals,
    limits: Omit<LoopLimits, 'concurrency' | 'share' | 'restMs'>,
  ): Promise<PacerOutcome> {
    const { client, share, alarm } = this;
    const { sent, row, now, signal } = this.ports;
    signal.throwIfAborted();
    const { fail, broken } = failure();
    const concurrency = placesIn(share, this.settings.concurrency);
    // An open loop keeps its schedule whatever the server says.
    const restMs = this.settings.rate === undefined ? REST_MS : 0;
    const each = { ...limits, restMs, concurrency, share };
    const loop = new LoadLoop(arrivalsIn(share, arrivals), each, {
      now,
      send: (due, events) => {
        let prompt: Prompt;
        try {
          prompt = this.prompt(this.placeOf(due));
        } catch (error) {
          // A data set that is read as it is sent may have changed meanwhile.
          loop.stop();
          fail(error);
          return;
        }
        sent(due);
        client.send(due, prompt, events);
      },
      row,
      alarm,
    });
    const cut = () => {
      loop.stop();
      void client.cutOff();
    };
    signal.addEventListener('abort', cut, { once: true });
    return await Promise.race([loop.run(), broken]).finally(() =>
      signal.removeEventListener('abort', cut),
    );
  }
}

function failure() {
  let fail: (error: unknown) => void = () => {};
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  return { fail: (error: unknown) => fail(error), broken };
}

function openClient(settings: BenchSettings, ports: LoadPorts): LoadClient {
  const { endpoint, maxTokens, stream, requestTimeoutMs, extraBody } = settings;
  const { origin, basePath, search, model } = ports.target;
  const { access, runId, share = WHOLE } = ports;
  const { connectionReuse } = settings;
  const connections = placesIn(share, settings.concurrency);
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
