import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type * as z from 'zod/mini';
import { RunError } from '../errors';
import { FigureCollector } from '../figures/collector';
import type { RequestRow } from '../request/row';
import { buildResults } from './build';
import { runFile } from './folder';
import {
  type CountedTokens,
  type ResourceRow,
  type Results,
  type RunRecord,
  results,
  runRecord,
} from './schema';

/**
 * Reads the rows of a run, one after the other, with the output tokens that a tokenizer counted afterwards.
 *
 * A last row that a killed process did not finish is left out.
 *
 * @throws RunError where another row is no JSON, with its line
 */
export async function* readRows(folder: string): AsyncGenerator<RequestRow> {
  const path = runFile(folder, 'tokens');
  const counts = existsSync(path) ? readJsonLines<CountedTokens>(path) : undefined;
  let next = await counts?.next();
  for await (const row of readJsonLines<RequestRow>(runFile(folder, 'rows'))) {
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

/** Reads a run's record. */
export function readRecord(folder: string): RunRecord {
  return parseFile(runFile(folder, 'record'), runRecord);
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
    reason: record.reason ?? 'the run did not come to its end: it was killed, or is still running',
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
