import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type * as z from 'zod/mini';
import { RunError } from '../errors';
import { FigureCollector } from '../figures/collector';
import type { RequestRow } from '../request/row';
import { isGone } from './alive';
import { buildResults } from './build';
import { runFile } from './folder';
import { type ResourceRow, type Results, type RunRecord, results, runRecord } from './schema';

const RUNNING = 'the run is still running: these are its figures so far';
const WITHOUT_RESULTS = 'its results are gone: these figures were computed from its requests again';
const BROKEN_OFF =
  'the run was broken off: its process ended before its results were written; these are the figures of what it left';

/**
 * Reads the rows of a run, one after the other.
 *
 * A last row that a killed process did not finish is left out; one that had not begun its rows has none.
 *
 * @throws RunError where another row is no JSON, with its line
 */
export async function* readRows(folder: string): AsyncGenerator<RequestRow> {
  const path = runFile(folder, 'rows');
  if (existsSync(path)) yield* readJsonLines<RequestRow>(path);
}

/** Reads the samples of the target's resources; none where resource monitoring was off. */
export async function readResources(folder: string): Promise<ResourceRow[]> {
  const path = runFile(folder, 'resources');
  const rows: ResourceRow[] = [];
  if (existsSync(path)) for await (const row of readJsonLines<ResourceRow>(path)) rows.push(row);
  return rows;
}

async function* readJsonLines<T>(path: string): AsyncGenerator<T> {
  let torn: string | undefined;
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (torn !== undefined) throw new RunError(`${path}:${number}: not valid JSON`);
    number++;
    try {
      yield JSON.parse(line);
    } catch {
      torn = line;
    }
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
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new RunError(`${path}: can't be read: ${(error as Error).message}`);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.') || 'the file');
  throw new RunError(`${path}: not as this version writes it: ${places.join(', ')}`);
}
