import { MEASURES } from '../figures/measures';
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
  const gathered = new Gathered();
  for await (const row of readRows(folder)) gathered.add(row);
  const seconds = results.durationSeconds ?? 0;
  return {
    id: record.id,
    results,
    values: gathered.sorted(),
    successRates: gathered.rates(seconds, () => 1),
    tokenRates: gathered.rates(seconds, (tokens) => tokens),
  };
}

/** Columns of numbers: an object a request would take several times the memory. */
class Gathered {
  private readonly values = Object.fromEntries(
    COMPARED.map((name) => [name, [] as number[]]),
  ) as Record<ComparedName, number[]>;
  private readonly successEnds: number[] = [];
  private readonly successTokens: number[] = [];
  private firstSent = Number.POSITIVE_INFINITY;

  add(row: RequestRow): void {
    for (const name of COMPARED) {
      for (const value of MEASURES[name].values(row)) this.values[name].push(value);
    }
    if (row.phase !== 'measured') return;
    this.firstSent = Math.min(this.firstSent, row.sentMs ?? this.firstSent);
    if (row.outcome === 'success') {
      this.successEnds.push(row.endMs);
      this.successTokens.push(row.outputTokens ?? Number.NaN);
    }
  }

  sorted(): Record<ComparedName, Sorted> {
    const columns = COMPARED.map((name) => [name, Float64Array.from(this.values[name]).sort()]);
    return Object.fromEntries(columns);
  }

  /** Amounts per second in equal slices of the run. */
  rates(seconds: number, amount: (tokens: number) => number): number[] {
    const length = seconds / SLICES;
    const sums = new Array<number>(SLICES).fill(0);
    for (const [i, endMs] of this.successEnds.entries()) {
      const at = Math.floor((endMs - this.firstSent) / 1000 / length);
      const slice = Math.min(SLICES - 1, Math.max(0, at));
      sums[slice] = (sums[slice] ?? 0) + amount(this.successTokens[i] ?? 0);
    }
    return sums.map((sum) => sum / length);
  }
}
