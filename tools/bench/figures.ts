import type { CommandFigure } from './commands';
import type { ManyRow } from './many';
import type { PartFigures } from './parts';

/** Everything that one run of the benchmarks measured. */
export interface Figures {
  readonly machine: string;
  readonly commands: readonly CommandFigure[];
  readonly many: readonly ManyRow[];
  /** Milliseconds for 100 harnesses with each. */
  readonly hundred: { readonly helm: number; readonly app: number };
  /** Milliseconds of a synth, by the number of charts in a chain. */
  readonly dependencies: ReadonlyMap<number, number>;
  readonly parts: PartFigures;
}
