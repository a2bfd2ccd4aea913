import type { RequestRow } from '../request/row';
import { isAttempt, type Measure, type MeasureName } from './measures';

/** What of a request stands in a column; `undefined` where it has no such thing. */
export type ColumnValue = (row: RequestRow) => number | undefined;

/**
 * The attempts of a run as columns, which take a tenth of the memory of an object a request; what a
 * request does not have is `NaN`.
 */
export type Columns<Name extends string> = Readonly<Record<Name, Float64Array>>;

/** When a request was due, sent and over, in milliseconds since the run began, and whether it succeeded: 1 or 0. */
export const EVENTS = {
  scheduled: (row) => row.scheduledMs,
  sent: (row) => row.sentMs,
  ended: (row) => row.endMs,
  succeeded: (row) => (row.outcome === 'success' ? 1 : 0),
} as const satisfies Record<string, ColumnValue>;

/** The columns of measures of which a request has one value at most, in milliseconds. */
export const measureColumns = (
  measures: readonly Pick<Measure, 'name' | 'value'>[],
): Record<MeasureName, ColumnValue> =>
  Object.fromEntries(measures.map(({ name, value }) => [name, value])) as Record<
    MeasureName,
    ColumnValue
  >;

/** Gathers columns from a run's rows. */
export async function gatherColumns<Name extends string>(
  values: Readonly<Record<Name, ColumnValue>>,
  rows: AsyncIterable<RequestRow>,
): Promise<Columns<Name>> {
  const gathered = Object.entries<ColumnValue>(values).map(
    ([name, value]) => [name, value, new Column()] as const,
  );
  for await (const row of rows) {
    if (!isAttempt(row)) continue;
    for (const [, value, column] of gathered) column.push(value(row) ?? Number.NaN);
  }
  const columns = gathered.map(([name, , column]) => [name, column.values()]);
  return Object.fromEntries(columns) as Columns<Name>;
}

/** Numbers that come one by one. */
class Column {
  private room = new Float64Array(1024);
  private length = 0;

  push(value: number): void {
    if (this.length === this.room.length) {
      const more = new Float64Array(2 * this.length);
      more.set(this.room);
      this.room = more;
    }
    this.room[this.length++] = value;
  }

  values(): Float64Array {
    return this.room.subarray(0, this.length);
  }
}

/** The least of some values; `NaN`, which compares as false, is passed over. */
export const least = (values: Float64Array): number =>
  values.reduce((found, value) => (value < found ? value : found), Number.POSITIVE_INFINITY);

/** The largest of some values and one more; `NaN` is passed over. */
export const largest = (values: Float64Array, atLeast: number): number =>
  values.reduce((found, value) => (value > found ? value : found), atLeast);

/** The values of a column in ascending order, without `NaN`. */
export function sortedValues(column: Float64Array): Float64Array {
  const sorted = Float64Array.from(column).sort();
  const none = sorted.findIndex(Number.isNaN);
  return none === -1 ? sorted : sorted.subarray(0, none);
}
