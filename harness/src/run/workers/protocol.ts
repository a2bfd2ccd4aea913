import type { LoadOutcome, LoadTarget } from '../../load/sender';
import type { Phase, RequestRow } from '../../request/row';
import type { GeneratorHealth } from '../../results/generator';
import type { BenchSettings } from '../../settings/settings';

/** Raised with each change that the other side could misunderstand. */
export const PROTOCOL = 1;

/** Silence for so long is the end: the coordinator takes the worker for lost, the worker takes itself for abandoned. */
export const LEASE_MS = 15_000;
/** So often each side says something, whatever else there is to say. */
export const BEAT_MS = 2_000;

/** Where the coordinator listens: a Unix socket, or a port. */
export type CoordinatorAddress =
  | { readonly path: string }
  | { readonly host: string; readonly port: number };

/** Everything that a worker needs to begin; it comes by stdin, since arguments can be read by others. */
export interface WorkerOrder {
  readonly address: CoordinatorAddress;
  /** 32 random bytes of this run as hexadecimal digits. */
  readonly token: string;
  /** Which worker it is, from 0 on. */
  readonly worker: number;
  /** Where it keeps its rows until the coordinator has them. */
  readonly folder: string;
  /** Whether the end of its stdin is the end of the coordinator. */
  readonly tied: boolean;
  /** For how long the coordinator may say nothing, in milliseconds. */
  readonly leaseMs: number;
}

/** Digests of everything that must be equal, each under its own name so that a difference can be named. */
export interface Digest {
  readonly version: string;
  readonly schema: number;
  readonly settings: string;
  readonly dataset: string | null;
  readonly tokenizer: string | null;
  readonly access: string;
}

/** What each phase has sent, in requests of the worker's share. */
export type SentByPhase = Readonly<Record<Phase, number>>;

/** The first message of a connection. */
export interface Hello {
  readonly type: 'hello';
  readonly token: string;
  readonly worker: number;
  readonly version: string;
  readonly protocol: number;
  /** The coordinator's last numbered message that was heard. */
  readonly heard: number;
}

/** How a worker's load came out. */
export interface Loaded {
  readonly outcome: LoadOutcome;
  readonly health: GeneratorHealth;
  /** When its measured load really began, in milliseconds since the run did; `null` where it did not. */
  readonly begunMs: number | null;
}

/** What a worker says. */
export type FromWorker =
  | Hello
  | { readonly type: 'digest'; readonly digest: Digest }
  /** What it does or waits for until it is ready. */
  | { readonly type: 'waits'; readonly what: string }
  | { readonly type: 'ready' }
  | { readonly type: 'clock'; readonly id: number; readonly atMs: number }
  | {
      readonly type: 'tick';
      readonly sent: number;
      readonly utilization: number;
      readonly residentBytes: number;
    }
  /** Requests of its share that may have been sent by the time this is read: never too few. */
  | { readonly type: 'sending'; readonly mayBeSent: SentByPhase }
  | { readonly type: 'warm' }
  | { readonly type: 'loaded' }
  | { readonly type: 'tokens'; readonly counted: readonly CountedAnswer[] }
  /** Everything was said but for rows, of which there are so many bytes. */
  | {
      readonly type: 'finished';
      readonly loaded: Loaded;
      readonly sent: SentByPhase;
      readonly bytes: number;
    }
  | { readonly type: 'failed'; readonly reason: string };

/** A measured answer without usage, whose tokens a tokenizer counted; its row has no gaps. */
export interface CountedAnswer {
  readonly row: RequestRow;
  readonly outputTokens: number;
}

/** What the coordinator says. */
export type FromCoordinator =
  | {
      readonly type: 'welcome';
      /** The worker's last numbered message that was heard. */
      readonly heard: number;
      /** Bytes of the worker's rows that have come. */
      readonly received: number;
      readonly runId: string;
      readonly of: number;
      readonly settings: BenchSettings;
      readonly target: LoadTarget & { readonly asked: string; readonly from: string };
    }
  | { readonly type: 'refused'; readonly reason: string }
  | { readonly type: 'clock'; readonly id: number }
  | {
      readonly type: 'begin';
      readonly phase: Phase;
      /** When to begin, and when the run began, in the worker's own clock. */
      readonly atMs: number;
      readonly originMs: number;
      /** When to begin, in milliseconds since the run began: the same number for all workers. */
      readonly begunMs: number;
    }
  | { readonly type: 'count' }
  | { readonly type: 'stop' }
  | { readonly type: 'ack'; readonly bytes: number }
  | { readonly type: 'bye' };

/** What is done with each kind of message. */
export type Takers<Message extends { readonly type: string }> = {
  readonly [Type in Message['type']]: (message: Extract<Message, { type: Type }>) => void;
};

/** Does what is to be done with a message; one of no known kind is passed over. */
export function takeBy<Message extends { readonly type: string }>(
  takers: Takers<Message>,
  message: Message,
): void {
  const all: Readonly<Record<string, ((message: never) => void) | undefined>> = takers;
  if (Object.hasOwn(takers, message.type)) all[message.type]?.(message as never);
}
