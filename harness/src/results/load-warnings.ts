import type { RunFigures } from '../figures/collector';
import { inTerminal } from '../figures/format';
import type { GeneratorHealth } from './generator';

/** From here on the wait for a CPU is a part of the latencies that a reader can see. */
const WAITED = 0.02;
/** From here on a worker's clock drifted further than starts are apart. */
const DRIFTED_MS = 2;
/** From here on the latencies are those of the machine that sends the load. */
const WAITED_MUCH = 0.2;

/** What is known of how a load was sent, beside its rows. */
export interface LoadFacts {
  /** Requests that were sent late, since as many as may be were under way. */
  readonly heldBack: number;
  /** How many that are, and where that is from. */
  readonly cap: string;
  /** What a reader must know of the connections. */
  readonly notes: readonly string[];
}

/** A sentence, and whether it is to be said. */
export type Warning = readonly [applies: boolean, text: string];

const { percent } = inTerminal;

/** What a reader of the figures must know of how the load was sent. */
export function loadWarnings(
  { counts, errorsByReason }: RunFigures,
  load: LoadFacts | undefined,
  generator: GeneratorHealth | null,
): Warning[] {
  const { attempts } = counts;
  const { heldBack = 0, cap = '', notes = [] } = load ?? {};
  const { generator: own = 0 } = errorsByReason;
  return [
    [
      heldBack > 0,
      `${heldBack} ${heldBack === 1 ? 'request was' : 'requests were'} sent later than the schedule said (${percent(heldBack / Math.max(1, attempts))}), because ${cap} were under way: raise --concurrency, or read the figures from schedule`,
    ],
    [
      own > 0,
      `${own} ${own === 1 ? 'request' : 'requests'} (${percent(own / Math.max(1, attempts))}) failed at limits of the load generator itself, such as open files (ulimit -n), ports or memory, and say nothing about the server`,
    ],
    ...starved(generator, attempts),
    ...drifted(generator),
    ...notes.map((text): Warning => [true, text]),
  ];
}

/** Latencies are differences of one clock: a drift is in none of them. */
const drifted = (generator: GeneratorHealth | null): Warning[] =>
  (generator?.workers ?? []).map(({ worker, clockDriftMs }) => [
    Math.abs(clockDriftMs ?? 0) > DRIFTED_MS,
    `The clock of worker ${worker} drifted by ${inTerminal.withUnit(clockDriftMs, 'ms', 1)} during the run: when its requests were sent is known that much worse, how long they took is not`,
  ]);

function starved(generator: GeneratorHealth | null, attempts: number): Warning[] {
  const { runQueueWait: waited = 0, runQueueWaitSeconds: seconds = 0 } = generator ?? {};
  const wait = `${percent(waited, 1)} of the load's time (${inTerminal.withUnit(seconds, 's', 1)})`;
  const isMuch = waited > WAITED_MUCH;
  return [
    [
      attempts > 0 && waited >= WAITED && !isMuch,
      `The load generator waited for a CPU for ${wait}: that is in the latencies; give it more CPU, or a machine of its own`,
    ],
    [
      attempts > 0 && isMuch,
      `The latencies of this run are the load generator's, not the server's: it waited for a CPU for ${wait}; give it more CPU, or a machine of its own`,
    ],
  ];
}
