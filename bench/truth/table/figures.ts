import type { Told } from '../scenarios/scenario';
import { type Compared, UNITS } from './compare';

/** The heads of the columns. */
export const TITLES: Readonly<Record<Compared | Told, string>> = {
  ttft: 'TTFT p50',
  tpot: 'TPOT p50',
  e2e: 'end to end p50',
  waited: 'what users waited, p99',
  throughput: 'requests/s',
  tokenThroughput: 'output tokens/s',
  outputTokens: 'output tokens',
  errors: 'errors',
  sent: 'times of sending, p99',
  variation: 'variation of the gaps',
  sendRate: 'sent a second',
  repeatable: 'gap from run to run (ms)',
  cpu: 'CPU a request (ms)',
  firstRequest: 'first request after (s)',
};

/** Whether a figure is held against what was true. */
export const isCompared = (figure: Compared | Told): figure is Compared => figure in UNITS;

const MINUS = '−';

/** A number with as few digits as a reader needs. */
export function figure(number: number): string {
  const size = Math.abs(number);
  if (size >= 10_000) return Math.round(number).toLocaleString('en-US');
  if (size >= 100) return String(Math.round(number));
  return number.toFixed(size >= 10 ? 1 : 2);
}

/** How far a figure is off, with its sign and its unit; a count is a whole number. */
export function signed(off: number, unit: string): string {
  if (!Number.isFinite(off)) return 'not all told';
  const size = unit === '' ? String(Math.round(Math.abs(off))) : figure(Math.abs(off));
  const isZero = Number(size.replaceAll(',', '')) === 0;
  const sign = off < 0 ? MINUS : '+';
  return `${isZero ? '' : sign}${size}${unit && ` ${unit}`}`;
}
