import { existsSync } from 'node:fs';
import { safeParse } from 'kvmini-contract/parse';
import { printable, printableList } from 'kvmini-contract/printable';
import type * as z from 'zod/mini';
import { RunError } from '../errors';
import { FigureCollector } from '../figures/collector';
import type { RequestRow } from '../request/row';
import { isGone } from './alive';
import { buildResults } from './build';
import { runFile } from './folder';
import { parseForeignJson } from './json';
import { cannotRead, readLines } from './lines';
import { checkCount, checkResourceRow, checkRow } from './rows';
import {
  type CountedTokens,
  type ResourceRow,
  type Results,
  type RunRecord,
  results,
  runRecord,
} from './schema';
import { readSmall } from './volume';

/** Bytes that `run.json` and `results.json` may have: a hundred times what they do have. */
export const LARGEST_FILE = 1024 * 1024;
/** A sample every 5 s of 20 containers for a week; more than that is no run of this program. */
const MOST_RESOURCE_ROWS = 3_000_000;

const RUNNING = 'the run is still running: these are its figures so far';
const WITHOUT_RESULTS = 'its results are gone: these figures were computed from its requests again';
const BROKEN_OFF =
  'the run was broken off: its process ended before its results were written; these are the figures of what it left';

/**
 * Reads the rows of a run, one after the other, with the output tokens that a tokenizer counted afterwards.
 *
 * A last row that a killed process did not finish is left out.
 *
 * @param folder its real path
 * @throws RunError where another row is none, with its line
 */
export async function* readRows(folder: string): AsyncGenerator<RequestRow> {
  const path = runFile(folder, 'tokens');
  const counts = existsSync(path) ? readJsonLines(path, checkCount) : undefined;
  let next = await counts?.next();
  for await (const row of readJsonLines(runFile(folder, 'rows'), checkRow)) {
    const count: CountedTokens | undefined = next?.value;
    // Both files have the order in which requests ended.
    if (count && row.phase === 'measured' && row.index === count.index && !row.usage) {
      yield { ...row, outputTokens: count.outputTokens };
      next = await counts?.next();
    } else yield row;
  }
}

/** Reads the samples of the target's resources; none where resource monitoring was off. */
export async function readResources(folder: string): Promise<ResourceRow[]> {
  const path = runFile(folder, 'resources');
  const rows: ResourceRow[] = [];
  if (!existsSync(path)) return rows;
  for await (const row of readJsonLines(path, checkResourceRow)) {
    if (rows.push(row) > MOST_RESOURCE_ROWS) throw new RunError(`${path}: has too many rows`);
  }
  return rows;
}

async function* readJsonLines<T extends object>(
  path: string,
  check: (value: unknown) => T | string,
): AsyncGenerator<T> {
  let torn = false;
  let number = 0;
  for await (const line of readLines(path)) {
    if (torn) throw new RunError(`${printable(path)}:${number}: not valid JSON`);
    number++;
    const value = tryParse(line);
    torn = value === undefined;
    if (value === undefined) continue;
    const row = check(value);
    if (typeof row !== 'string') yield row;
    else throw new RunError(`${printable(path)}:${number}: not as this version writes it: ${row}`);
  }
}

function tryParse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * Reads a run's record.
 *
 * @returns the record; one that says `running` while its process is gone says `broken_off`
 */
export function readRecord(folder: string): RunRecord {
  const look = () => parseFile(runFile(folder, 'record'), runRecord);
  const record = look();
  if (!isGone(folder, record)) return record;
  // It may have written its end between the two looks, and then be gone as it should.
  const again = look();
  return again.outcome === 'running'
    ? { ...again, outcome: 'broken_off', reason: BROKEN_OFF }
    : again;
}

/**
 * Reads `results.json`; where a killed run left none, its figures are computed from the rows.
 */
export async function readResults(folder: string, record: RunRecord): Promise<Results> {
  const path = runFile(folder, 'results');
  if (existsSync(path)) return parseFile(path, results);
  const { slo, profile } = record.settings;
  const collector = new FigureCollector(slo);
  for await (const row of readRows(folder)) collector.add(row);
  const computed = buildResults(collector.figures(), {
    run: record.id,
    profile,
    outcome: record.outcome,
    reason: record.reason ?? (record.outcome === 'running' ? RUNNING : WITHOUT_RESULTS),
    slo: slo,
    unsent: 0,
    generator: null,
  });
  return computed;
}

function parseFile<T extends z.ZodMiniType>(path: string, schema: T): z.output<T> {
  let text: string;
  try {
    text = readSmall(path, LARGEST_FILE);
  } catch (error) {
    throw cannotRead(path, error);
  }
  return parseText(path, text, schema);
}

/**
 * Reads the text of a run's record or results.
 *
 * @param path for the error
 * @throws RunError where it is not as this version writes it
 */
export function parseText<T extends z.ZodMiniType>(
  path: string,
  text: string,
  schema: T,
): z.output<T> {
  let content: unknown;
  try {
    content = parseForeignJson(text);
  } catch (error) {
    throw cannotRead(path, error);
  }
  const parsed = safeParse(schema, content);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.') || 'the file');
  throw new RunError(`${printable(path)}: not as this version writes it: ${printableList(places)}`);
}
