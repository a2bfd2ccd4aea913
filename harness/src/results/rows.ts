import { isIP } from 'node:net';
import { REASONS, type Reason, type RequestRow } from '../request/row';
import type { ResourceRow } from './schema';

/** A count from outside is a whole number up to this, or it is unknown. */
const MOST = 2 ** 31 - 1;
/** Times are milliseconds since a run began: a hundred years are enough. */
const LONGEST_MS = 100 * 366 * 24 * 3_600_000;

const OUTCOMES: readonly unknown[] = ['success', 'error', 'unfinished'];
const PHASES: readonly unknown[] = ['warmup', 'measured'];
const NEEDED = ['scheduledMs', 'endMs'] as const;
const TIMES = ['sentMs', 'firstTokenMs', 'lastTokenMs'] as const;
const COUNTS = ['promptTokens', 'outputTokens', 'status'] as const;

type Fields = Record<string, unknown>;

const isTime = (value: unknown): boolean =>
  typeof value === 'number' && value >= 0 && value <= LONGEST_MS;

const isCount = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST;

const isAddress = (value: unknown): boolean => typeof value === 'string' && isIP(value) > 0;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Takes a row of `requests.jsonl`, which others may have written.
 *
 * A count that is none becomes unknown; a reason that this version does not know becomes `other`.
 *
 * @returns what is wrong with it otherwise
 */
export function checkRow(value: unknown): RequestRow | string {
  if (!isFields(value)) return 'expected an object';
  if (!PHASES.includes(value.phase)) return 'phase: expected warmup or measured';
  if (!OUTCOMES.includes(value.outcome)) return 'outcome: expected success, error or unfinished';
  const bad = wrongTime(value);
  if (bad !== undefined) return `${bad}: expected milliseconds since the run began`;
  for (const name of COUNTS) if (name in value && !isCount(value[name])) delete value[name];
  if (!isAddress(value.address)) delete value.address;
  if (value.reason !== undefined && !REASONS.includes(value.reason as Reason)) {
    value.reason = 'other';
  }
  return value as unknown as RequestRow;
}

function wrongTime(row: Fields): string | undefined {
  const gaps = row.chunkGapsMs;
  if (!Array.isArray(gaps) || !gaps.every(isTime)) return 'chunkGapsMs';
  return (
    NEEDED.find((name) => !isTime(row[name])) ??
    TIMES.find((name) => row[name] !== undefined && !isTime(row[name]))
  );
}

/**
 * Takes a row of `resources.jsonl`, which others may have written.
 *
 * @returns what is wrong with it otherwise
 */
export function checkResourceRow(value: unknown): ResourceRow | string {
  if (!isFields(value)) return 'expected an object';
  const { atMs, pod, container, cpuCores, memoryBytes } = value;
  if (typeof pod !== 'string' || typeof container !== 'string') {
    return 'pod, container: expected names';
  }
  const numbers = [atMs, cpuCores, memoryBytes].every(
    (each) => Number.isFinite(each) && (each as number) >= 0,
  );
  return numbers
    ? (value as unknown as ResourceRow)
    : 'atMs, cpuCores, memoryBytes: expected numbers';
}
