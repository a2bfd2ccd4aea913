import type { ServerSettings } from '../servers/settings';
import type { Compared } from '../table/compare';
import type { Work } from '../work';

/** Figures that no tool tells, and that are shown as they are: arrivals by the server's log, and what the run took. */
export type Told = 'variation' | 'sendRate' | 'repeatable' | 'cpu' | 'firstRequest';

/** One row of the table. */
export interface Scenario {
  readonly name: string;
  /** A few words for the table. */
  readonly title: string;
  /** What can go wrong in it, and why that matters. */
  readonly reason: string;
  /** Where it went wrong in the field. */
  readonly issue: string;
  readonly server: ServerSettings;
  readonly work: Work;
  /** The figures that are shown of it. */
  readonly figures: readonly (Compared | Told)[];
  /** The most by which the server's event loop may have been late at its 99th percentile, in milliseconds. */
  readonly mostLagMs: number;
}

/** The figures of a scenario that is about what came and when. */
export const TIMES = [
  'ttft',
  'tpot',
  'e2e',
  'throughput',
  'outputTokens',
  'errors',
  'sent',
] as const;
