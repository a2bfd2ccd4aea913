import { gaps, median } from '../percentiles';
import type { Accepted } from '../run/accepted';
import type { Scenario, Told } from '../scenarios/scenario';
import type { ServerName } from '../servers/start';
import type { Installed, Tool } from '../tools/tool';
import { type Truth, truthOf } from '../truth';
import { type Compared, compare, type Off } from './compare';

/** One accepted run, held against what was true. */
export interface Run {
  readonly date: string;
  readonly load: number;
  readonly command: readonly string[];
  readonly truth: Truth;
  /** Why there is nothing to hold against it. */
  readonly failure: string | undefined;
  readonly offs: Partial<Record<Compared, Off>>;
  /** Seconds of CPU a request. */
  readonly cpu: number;
  /** Milliseconds from the start of the process to its first request. */
  readonly firstRequest: number;
}

/** The runs of a tool in a scenario on a server. */
export interface Cell {
  readonly tool: Tool;
  readonly installed: Installed;
  readonly scenario: Scenario;
  readonly server: ServerName;
  readonly runs: readonly Run[];
}

/** Holds an accepted run against what was true. */
export function runOf({ run, log }: Accepted, tool: Tool, { work }: Scenario): Run {
  const truth = truthOf(log, tool.probes, work.rate);
  const offs = run.reported ? compare(run.reported, truth, tool) : {};
  const first = log.requests[0]?.receivedMs;
  return {
    ...{ date: run.date, load: run.load, command: run.command, truth },
    failure: run.failure,
    offs: Object.fromEntries(Object.entries(offs).filter(([, off]) => off !== undefined)),
    cpu: (run.measured.cpuSeconds / truth.requests) * 1000,
    firstRequest:
      first === undefined ? Number.NaN : log.server.epochMs + first - run.measured.startedMs,
  };
}

/** How far each run is off that tells the figure. */
export const offsOf = ({ runs }: Cell, figure: Compared): number[] =>
  runs.flatMap(({ offs }) => offs[figure]?.off ?? []);

/** The middle of how far the runs are off; `undefined` where none tells the figure. */
export function medianOff(cell: Cell, figure: Compared): number | undefined {
  const offs = offsOf(cell, figure);
  return offs.length === 0 ? undefined : median(offs);
}

/**
 * By how much a gap of the first run differs from the same gap of another one, in the middle, in milliseconds.
 *
 * @returns `NaN` of fewer than two runs
 */
function repeatable(runs: readonly Run[]): number {
  const [first, ...others] = runs.map(({ truth }) => gaps(truth.arrivals));
  const apart = others.flatMap((each) =>
    each.flatMap((gap, i) => (first?.[i] === undefined ? [] : [Math.abs(gap - first[i])])),
  );
  return median(apart);
}

const TOLD: Readonly<Record<Exclude<Told, 'repeatable'>, (run: Run) => number>> = {
  variation: ({ truth }) => truth.variation,
  sendRate: ({ truth }) => truth.sendRate,
  cpu: ({ cpu }) => cpu,
  firstRequest: ({ firstRequest }) => firstRequest / 1000,
};

/** What each run comes to in a figure that no tool tells; nothing of one that is between runs. */
export const toldOf = ({ runs }: Cell, figure: Told): number[] =>
  figure === 'repeatable' ? [] : runs.map(TOLD[figure]);

/** The middle of a figure that no tool tells. */
export const medianTold = (cell: Cell, figure: Told): number =>
  figure === 'repeatable' ? repeatable(cell.runs) : median(toldOf(cell, figure));
