import { type Count, count, upperBound } from './count';
import type { RunKind } from './made-run';

const SIZES = [1, 3, 10, 30, 100, 1_000, 10_000];
const CORRELATIONS = [0, 0.5, 0.8];

const KIND: RunKind = {
  ...{ requests: 0, shape: 'lognormal', correlation: 0, concurrency: 1 },
  ...{ errors: 0.02, betweenRuns: 0, slower: 1 },
};

/** Other runs than those of the first rows, by what they are like. */
const OTHERS: Readonly<Record<string, Partial<RunKind>>> = {
  'two kinds of answers, 100': { shape: 'bimodal', requests: 100 },
  'two kinds of answers, 1000': { shape: 'bimodal', requests: 1_000 },
  'heavy tail, 100': { shape: 'heavy tail', requests: 100 },
  'heavy tail, 1000': { shape: 'heavy tail', requests: 1_000 },
  'concurrency 10, 100': { concurrency: 10, requests: 100 },
  'concurrency 10, 1000': { concurrency: 10, requests: 1_000 },
  'no errors, 100': { errors: 0, requests: 100 },
  'a fixed duration of 60 s': { durationMs: 60_000 },
};

const percent = (fraction: number) => `${(100 * fraction).toFixed(1)} %`;

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function* table(
  first: string,
  kinds: Readonly<Record<string, Partial<RunKind>>>,
  cell: (kind: RunKind) => string,
): Generator<string> {
  yield row([first, 'independent', ...CORRELATIONS.slice(1).map((each) => `AR(1), ${each}`)]);
  yield '|---|---|---|---|';
  for (const [name, kind] of Object.entries(kinds)) {
    yield row([
      name,
      ...CORRELATIONS.map((correlation) => cell({ ...KIND, ...kind, correlation })),
    ]);
  }
}

const sized = (sizes: readonly number[]) =>
  Object.fromEntries(sizes.map((requests) => [String(requests), { requests }]));

const shown = (found: Count) =>
  `${percent(found.found / found.pairs)} (at most ${percent(upperBound(found))})`;

const seedOf = ({ requests, correlation }: RunKind) => 7 * requests + 100 * correlation + 1;

/** Runs of one kind that are told apart: with nothing allowed, which is harder than the default. */
export function* falseAlarms(pairs: number): Generator<string> {
  const cell = (kind: RunKind) =>
    shown(count({ base: kind, run: kind, runs: 1, maxRegression: 0 }, pairs, seedOf(kind)));
  yield* table('Requests a run', { ...sized(SIZES), ...OTHERS }, cell);
}

/** Runs that are a tenth slower and are found to be: the p50 of the first token, or any figure, with nothing allowed. */
export function* power(pairs: number): Generator<string> {
  const cell = (kind: RunKind) =>
    percent(
      count(
        { base: kind, run: { ...kind, slower: 1.1 }, runs: 1, maxRegression: 0 },
        ...([pairs, seedOf(kind)] as const),
      ).found / pairs,
    );
  yield* table('Requests a run', sized([100, 300, 1_000, 3_000, 10_000]), cell);
}
