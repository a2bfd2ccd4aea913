import { MEANINGS, type Series } from './names';

/** What one scrape says, as far as it is of use. */
export interface Scraped {
  readonly values: ReadonlyMap<Series, number>;
  /** When the process began, in seconds of its clock; absent where it does not say. */
  readonly startedAt?: number;
}

const STARTED = 'process_start_time_seconds';
const HASH = 35;

/**
 * Reads an exposition of Prometheus' text format: only names that are known, in one pass, since it happens while load is
 * sent. Buckets of histograms are passed over.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function readExposition(text: string): Scraped {
  const found = new Map<Series, { rank: number; value: number }>();
  let startedAt: number | undefined;
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const to = end === -1 ? text.length : end;
    if (text.charCodeAt(from) !== HASH) {
      const name = nameOf(text, from, to);
      if (name === STARTED) startedAt = numberOf(text, from, to);
      else take(found, name, text, from, to);
    }
    from = to + 1;
  }
  const values = new Map([...found].map(([series, { value }]) => [series, value] as const));
  return { values, ...(startedAt !== undefined && { startedAt }) };
}

function take(
  found: Map<Series, { rank: number; value: number }>,
  name: string,
  ...[text, from, to]: [string, number, number]
): void {
  const meaning = MEANINGS.get(name);
  if (!meaning) return;
  const value = numberOf(text, from, to);
  if (value === undefined) return;
  const { series, rank, isMax } = meaning;
  const before = found.get(series);
  // Versions between two names have both: the newer one counts alone.
  if (!before || rank < before.rank) found.set(series, { rank, value });
  else if (rank === before.rank)
    before.value = isMax ? Math.max(before.value, value) : before.value + value;
}

function nameOf(text: string, from: number, to: number): string {
  let at = from;
  while (at < to) {
    const code = text.charCodeAt(at);
    if (code === 123 || code === 32 || code === 9) break;
    at++;
  }
  return text.slice(from, at);
}

/** The number behind name and labels; a timestamp may follow it. */
function numberOf(text: string, from: number, to: number): number | undefined {
  const line = text.slice(from, to);
  const [, number = ''] = /^[^\s{]+(?:{(?:[^"}]|"(?:[^"\\]|\\.)*")*})?\s+(\S+)/.exec(line) ?? [];
  const value = Number(number);
  return number !== '' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
