import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Summary } from '../../src/figures/distribution';
import { MEASURE_NAMES, type MeasureName } from '../../src/figures/measures';
import type { RequestRow } from '../../src/request/row';
import { buildResults } from '../../src/results/build';
import type { Results, RunRecord } from '../../src/results/schema';
import { MADE_ROWS, MADE_SLO } from './made-rows';

/** Name of the made run's folder. */
export const MADE_RUN = '2026-11-25_10-00-00';

/** A distribution of which no two figures are alike; each figure tells which one it is. */
const summary = (base: number): Summary => ({
  ...{ count: base + 1, mean: base + 11.11, p50: base + 50.12, p90: base + 90.12 },
  ...{ p95: base + 95.12, p99: base + 99.12, max: base + 100.12 },
});

/** What is common to the figures of one measure, and to those of no other. */
const BASES: Readonly<Partial<Record<MeasureName, number>>> = {
  ...{ ttft: 1_000, tpot: 2_000, chunkGap: 3_000, endToEnd: 4_000 },
  ...{ ttftFromSchedule: 5_000, endToEndFromSchedule: 6_000, scheduleDelay: 7_000 },
};

/** The same of any measure. */
export const baseOf = (name: MeasureName): number =>
  BASES[name] ?? 1_000 * (10 + MEASURE_NAMES.indexOf(name));

/** A distribution for each measure, in milliseconds. */
export const MADE_SUMMARIES = Object.fromEntries(
  MEASURE_NAMES.map((name) => [name, summary(baseOf(name))]),
) as Readonly<Record<MeasureName, Summary>>;

const COUNTED = {
  counts: {
    ...{ attempts: 4_000, successes: 3_000, errors: 1_000, good: 2_500 },
    ...{ unfinished: 21, lost: 26, warmup: 22, withoutUsage: 23, tokenized: 23, atOnce: 25 },
  },
  durationSeconds: 8,
  // 3000 / 8
  requestThroughput: 375,
  // 99,900 / 8
  outputTokenThroughput: 12_487.5,
  // 2500 / 8
  goodput: 312.5,
  // 2500 / 4000
  goodFraction: 0.625,
  // 1000 / 4000
  errorRate: 0.25,
  promptTokens: 55_000,
  outputTokens: 99_900,
  chunks: 88_800,
  errorsByReason: { http_5xx: 400, timeout: 600 },
  firstErrors: { http_5xx: { status: 503, message: 'no <b>workers</b>' } },
  finishReasons: { length: 800, stop: 2_200 },
};

/** The results of a run, made by hand: no two of its figures are alike. */
export const MADE_RESULTS: Results = buildResults(
  { ...COUNTED, distributions: MADE_SUMMARIES },
  {
    ...{ run: MADE_RUN, profile: 'made', outcome: 'done', reason: null },
    ...{ slo: MADE_SLO, unsent: 24, generator: null },
  },
);

/** The same without an SLO. */
export const MADE_WITHOUT_SLO: Results = {
  ...MADE_RESULTS,
  ...{ slo: null, goodput: null, goodFraction: null },
  counts: { ...MADE_RESULTS.counts, good: null },
};

/** The record of the made run. */
export const MADE_RECORD: RunRecord = {
  schemaVersion: 1,
  ...{ id: MADE_RUN, harness: '1.0.0', node: 'v20.0.0' },
  settings: { profile: 'made', concurrency: 4, rate: 3, slo: MADE_SLO },
  target: { url: 'http://target', from: '--url', model: 'made-model', server: null },
  startedAt: '2026-11-25T10:00:00.000Z',
  endedAt: '2026-11-25T10:00:08.500Z',
  ...{ outcome: 'done', reason: null },
};

/** What of a made run is written; without `results` its figures are those of the rows. */
export interface MadeFiles {
  readonly rows?: readonly RequestRow[];
  readonly record?: RunRecord;
  readonly results?: Results | null;
}

/**
 * Writes the files of a made run below an output directory.
 *
 * @returns its folder
 */
export function writeMadeRun(outputDir: string, files: MadeFiles = {}): string {
  const { rows = MADE_ROWS, record = MADE_RECORD, results = MADE_RESULTS } = files;
  const folder = join(outputDir, record.id);
  mkdirSync(folder);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('run.json', JSON.stringify(record));
  write('requests.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  if (results) write('results.json', JSON.stringify(results));
  return folder;
}
