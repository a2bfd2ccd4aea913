import { isIP } from 'node:net';
import { printable } from 'kvmini-contract/printable';
import { MOST_WORKERS } from 'kvmini-contract/profile';
import {
  countOf,
  FINISH_REASONS,
  type FinishReason,
  REASONS,
  type Reason,
  type RequestRow,
} from '../request/row';
import type { CountedTokens, ResourceRow } from './schema';

/** Times are milliseconds since a run began: a hundred years are enough. */
const LONGEST_MS = 100 * 366 * 24 * 3_600_000;

const OUTCOMES: readonly unknown[] = ['success', 'error', 'unfinished'];
const PHASES: readonly unknown[] = ['warmup', 'measured'];
const NEEDED = ['scheduledMs', 'endMs'] as const;
const TIMES = ['sentMs', 'firstTokenMs', 'lastTokenMs'] as const;
const COUNTS = [
  ...['promptTokens', 'outputTokens', 'status', 'chunks', 'cachedTokens', 'reasoningTokens'],
] as const;

const SERVER_TIMES = ['queueMs', 'prefillMs'] as const;

type Fields = Record<string, unknown>;

const isTime = (value: unknown): boolean =>
  typeof value === 'number' && value >= 0 && value <= LONGEST_MS;

const isWorker = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < MOST_WORKERS;

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
  for (const name of COUNTS) {
    if (countOf(value[name]) === undefined) delete value[name];
  }
  if (!isAddress(value.address)) delete value.address;
  if (!isWorker(value.worker)) delete value.worker;
  if (value.reason !== undefined && !REASONS.includes(value.reason as Reason)) {
    value.reason = 'other';
  }
  checkTold(value);
  return value as unknown as RequestRow;
}

/** What a server said, as the row tells it. */
function checkTold(row: Fields): void {
  const { finishReason, message } = row;
  if (finishReason !== undefined && !FINISH_REASONS.includes(finishReason as FinishReason)) {
    row.finishReason = 'other';
  }
  if (!isFields(row.server) || !SERVER_TIMES.every((name) => isTime((row.server as Fields)[name])))
    delete row.server;
  if (typeof row.fingerprint === 'string') row.fingerprint = printable(row.fingerprint);
  else delete row.fingerprint;
  if (typeof message === 'string') row.message = printable(message);
  else delete row.message;
}

/**
 * Takes a row of `tokens.jsonl`, which others may have written.
 *
 * @returns what is wrong with it otherwise
 */
export function checkCount(value: unknown): CountedTokens | string {
  if (!isFields(value)) return 'expected an object';
  const [index, outputTokens] = [countOf(value.index), countOf(value.outputTokens)];
  if (index === undefined || outputTokens === undefined) {
    return 'index, outputTokens: expected counts';
  }
  return { index, outputTokens };
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
