import { printable } from 'kvmini-contract/printable';
import { RunError } from '../errors';
import { type Columns, type ColumnValue, EVENTS, gatherColumns } from '../figures/columns';
import type { RunNumbers } from '../figures/counted';
import { type MeasureName, measuresWith } from '../figures/measures';
import { isGood } from '../figures/slo';
import { type TotalName, totalsWith } from '../figures/totals';
import type { RequestRow } from '../request/row';
import { disagreement } from '../results/agree';
import { RUN_FILES } from '../results/folder';
import { readRecord, readResults, readRows } from '../results/read';
import type { RunRecord } from '../results/schema';
import type { Slo } from '../settings/settings';

/** The measures that are compared. */
export const COMPARED = measuresWith(({ compared }) => compared);

/** The rates that are compared. */
export const COMPARED_RATES = totalsWith(({ compared }) => compared === 'rate');

/** What a comparison needs of each attempt: when it was, whether it failed or was good, and its figures. */
export type SampleColumn = keyof typeof EVENTS | 'failed' | 'good' | MeasureName | TotalName;

/** The requests of one run, as far as a comparison needs them. */
export interface Sample {
  readonly numbers: RunNumbers;
  /** Of all attempts, in the order in which they were due. */
  readonly columns: Columns<SampleColumn>;
}

/** One run that was read. */
export interface RunSample extends Sample {
  readonly record: RunRecord;
}

/**
 * Reads the requests of one run.
 *
 * @throws RunError where they are not those that its results count: bounds follow from them
 */
export async function readSample(folder: string): Promise<RunSample> {
  const record = readRecord(folder);
  const numbers = await readResults(folder, record);
  const columns = await gatherColumns(columnsFor(record.settings.slo), readRows(folder));
  const differs = disagreement(folder, numbers, columns.failed.length);
  if (differs !== undefined) {
    throw new RunError(
      `${printable(folder)}: ${differs}; remove ${RUN_FILES.results} to compare what the rows say`,
    );
  }
  return { record, numbers, columns: inOrder(columns, 'scheduled') };
}

/** What each attempt adds to the rates that are compared. */
const amounts = COMPARED_RATES.map(({ name, ratio }) => [
  name,
  (row: RequestRow) => (row.outcome === 'success' ? ratio?.each?.(row) : 0),
]);

function columnsFor(slo: Slo | undefined): Readonly<Record<SampleColumn, ColumnValue>> {
  const times = COMPARED.map(({ name, value }) => [name, value]);
  return {
    ...EVENTS,
    failed: ({ outcome }) => Number(outcome !== 'success'),
    good: (row) => (slo ? Number(isGood(row, slo)) : undefined),
    ...Object.fromEntries([...times, ...amounts]),
  };
}

/** The same rows, in the order of one of their columns. */
export function inOrder<Name extends string>(
  columns: Columns<Name>,
  by: NoInfer<Name>,
): Columns<Name> {
  const key = columns[by];
  if (isAscending(key)) return columns;
  const order = Uint32Array.from(key, (_, i) => i).sort(
    (a, b) => (key[a] as number) - (key[b] as number) || a - b,
  );
  const sorted = Object.entries<Float64Array>(columns).map(([name, values]) => [
    name,
    Float64Array.from(order, (i) => values[i] as number),
  ]);
  return Object.fromEntries(sorted) as Columns<Name>;
}

const isAscending = (values: Float64Array) =>
  values.every((value, i) => i === 0 || value >= (values[i - 1] as number));
