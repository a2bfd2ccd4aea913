import type { CommandFigure } from './commands';
import type { HundredFigures, ManyRow } from './many';
import type { PartFigures } from './parts';

/** Everything that one run of the benchmarks measured. */
export interface Figures {
  readonly machine: string;
  readonly commands: readonly CommandFigure[];
  readonly many: readonly ManyRow[];
  readonly hundred: HundredFigures;
  /** Milliseconds of a synth, by the number of charts in a chain. */
  readonly dependencies: ReadonlyMap<number, number>;
  readonly parts: PartFigures;
}
