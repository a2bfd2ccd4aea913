import { inTerminal, type NumberFormat } from '../figures/format';
import type { WorkerHealth } from './generator';
import type { Results } from './schema';

/** What rows and a worker itself tell of it. */
export interface WorkerLine {
  readonly health: WorkerHealth;
  readonly counted: NonNullable<Results['workers']>[number] | undefined;
}

/** Each worker of a run, with what its rows tell; none of a run of one. */
export const workerLines = ({ generator, workers = [] }: Results): WorkerLine[] =>
  (generator?.workers ?? []).map((health) => ({
    health,
    counted: workers.find(({ worker }) => worker === health.worker),
  }));

/** How many workers a run had and how well they began together, in a sentence; `undefined` of a run of one. */
export function workersText(
  { generator }: Pick<Results, 'generator'>,
  format: NumberFormat = inTerminal,
): string | undefined {
  const { workers, startSpreadMs, clockBoundMs } = generator ?? {};
  if (workers === undefined) return undefined;
  const ms = (value: number | undefined) => format.withUnit(value, 'ms', 2);
  if (startSpreadMs === undefined) return `${workers.length}, which began no load`;
  return `${workers.length}, which began within ${ms(startSpreadMs)} of each other, by clocks that are known to ${ms(clockBoundMs)}`;
}
