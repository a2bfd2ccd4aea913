import {
  type Columns,
  type ColumnValue,
  EVENTS,
  gatherColumns,
  least,
  measureColumns,
  sortedValues,
} from '../figures/columns';
import { type MeasureName, measuresWith } from '../figures/measures';
import type { Sorted } from '../figures/percentile';
import { type TotalName, totalsWith } from '../figures/totals';
import type { RequestRow } from '../request/row';
import { readRecord, readResults, readRows } from '../results/read';
import type { Results } from '../results/schema';

const SLICES = 30;

/** The measures that are compared. */
export const COMPARED = measuresWith(({ compared }) => compared);

/** The rates that are compared. */
export const COMPARED_RATES = totalsWith(({ compared }) => compared === 'rate');

/** The requests of one run, as far as a comparison needs them. */
export interface Sample {
  readonly id: string;
  readonly results: Results;
  /** Sorted values of each measure, in milliseconds. */
  readonly values: Readonly<Record<MeasureName, Sorted>>;
  /** Each rate in equal slices of the run; `NaN` where it is unknown: there is none to compare then. */
  readonly rates: Readonly<Record<TotalName, readonly number[]>>;
}

/** Reads the requests of one run. */
export async function readSample(folder: string): Promise<Sample> {
  const record = readRecord(folder);
  const results = await readResults(folder, record);
  const { sent, ended } = EVENTS;
  const wanted = { sent, ended, ...amounts, ...measureColumns(COMPARED) };
  const columns = await gatherColumns(wanted, readRows(folder));
  const seconds = results.durationSeconds ?? 0;
  const values = COMPARED.map(({ name }) => [name, sortedValues(columns[name])]);
  const rates = COMPARED_RATES.map(({ name }) => [
    name,
    perSecond(columns, columns[name], seconds),
  ]);
  return {
    id: record.id,
    results,
    values: Object.fromEntries(values) as Sample['values'],
    rates: Object.fromEntries(rates) as Sample['rates'],
  };
}

/** What each attempt adds to the rates that are compared. */
const amounts = Object.fromEntries(
  COMPARED_RATES.map(({ name, ratio }) => [
    name,
    (row: RequestRow) => (row.outcome === 'success' ? ratio?.each?.(row) : 0),
  ]),
) as Record<TotalName, ColumnValue>;

/** Amounts per second in equal slices of the run. */
function perSecond(
  { sent, ended }: Columns<'sent' | 'ended'>,
  amounts: Float64Array,
  seconds: number,
): number[] {
  const begun = least(sent);
  const length = seconds / SLICES;
  const sums = new Array<number>(SLICES).fill(0);
  for (const [i, amount] of amounts.entries()) {
    const at = Math.floor(((ended[i] ?? begun) - begun) / 1000 / length);
    const slice = Math.min(SLICES - 1, Math.max(0, at));
    sums[slice] = (sums[slice] ?? 0) + amount;
  }
  return sums.map((sum) => sum / length);
}
