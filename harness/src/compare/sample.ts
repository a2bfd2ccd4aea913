import {
  type Columns,
  EVENTS,
  gatherColumns,
  least,
  measureColumns,
  sortedValues,
} from '../figures/columns';
import type { Sorted } from '../figures/percentile';
import type { RequestRow } from '../request/row';
import { readRecord, readResults, readRows } from '../results/read';
import type { Results } from '../results/schema';

const SLICES = 30;

/** The distributions that are compared; all have one value a request at most. */
export const COMPARED = [
  'ttft',
  'tpot',
  'endToEnd',
  'ttftFromSchedule',
  'endToEndFromSchedule',
] as const;

/** The name of a distribution that is compared. */
export type ComparedName = (typeof COMPARED)[number];

/** The requests of one run, as far as a comparison needs them. */
export interface Sample {
  readonly id: string;
  readonly results: Results;
  /** Sorted values of each distribution, in milliseconds. */
  readonly values: Readonly<Record<ComparedName, Sorted>>;
  /** Successes and their output tokens per second, in equal slices of the run. */
  readonly successRates: readonly number[];
  /** `NaN` where output tokens are unknown: there is no throughput to compare then. */
  readonly tokenRates: readonly number[];
}

/** Reads the requests of one run. */
export async function readSample(folder: string): Promise<Sample> {
  const record = readRecord(folder);
  const results = await readResults(folder, record);
  const { sent, ended, succeeded } = EVENTS;
  const outputTokens = (row: RequestRow) => row.outputTokens;
  const wanted = { sent, ended, succeeded, outputTokens, ...measureColumns(COMPARED) };
  const columns = await gatherColumns(wanted, readRows(folder));
  const values = COMPARED.map((name) => [name, sortedValues(columns[name])]);
  const seconds = results.durationSeconds ?? 0;
  return {
    id: record.id,
    results,
    values: Object.fromEntries(values) as Sample['values'],
    successRates: ratesOf(columns, seconds, () => 1),
    tokenRates: ratesOf(columns, seconds, (i) => columns.outputTokens[i] ?? Number.NaN),
  };
}

/** What successes give per second in equal slices of the run. */
function ratesOf(
  { sent, ended, succeeded }: Columns<'sent' | 'ended' | 'succeeded'>,
  seconds: number,
  amount: (i: number) => number,
): number[] {
  const begun = least(sent);
  const length = seconds / SLICES;
  const sums = new Array<number>(SLICES).fill(0);
  for (const [i, endMs] of ended.entries()) {
    if (succeeded[i] === 0) continue;
    const at = Math.floor((endMs - begun) / 1000 / length);
    const slice = Math.min(SLICES - 1, Math.max(0, at));
    sums[slice] = (sums[slice] ?? 0) + amount(i);
  }
  return sums.map((sum) => sum / length);
}
