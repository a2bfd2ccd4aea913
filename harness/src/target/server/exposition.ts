import { MEANINGS, type Series } from './names';

/** What one scrape says, as far as it is of use. */
export interface Scraped {
  /** `NaN` where a series is there, and what it says is no number that could be: it is not known then. */
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
  const found: Found = { series: new Map(), seen: new Set() };
  let startedAt = Number.NaN;
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const to = end === -1 ? text.length : end;
    if (text.charCodeAt(from) !== HASH) {
      const name = nameOf(text, from, to);
      if (name === STARTED) startedAt = sampleOf(text, from, to).value;
      else take(found, name, text, from, to);
    }
    from = to + 1;
  }
  const values = new Map([...found.series].map(([series, { value }]) => [series, value] as const));
  return { values, ...(!Number.isNaN(startedAt) && { startedAt }) };
}

interface Found {
  readonly series: Map<Series, { rank: number; value: number }>;
  /** Names with their labels: one that comes again is the same sample, not another. */
  readonly seen: Set<string>;
}

function take(
  { series: found, seen }: Found,
  name: string,
  ...[text, from, to]: [string, number, number]
): void {
  const meaning = MEANINGS.get(name);
  if (!meaning) return;
  const { labelled, value } = sampleOf(text, from, to);
  if (seen.has(labelled)) return;
  seen.add(labelled);
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

/** Name with labels, and the number behind them; a timestamp may follow it. Beyond 2^53 numbers are no longer exact. */
function sampleOf(text: string, from: number, to: number): { labelled: string; value: number } {
  const line = text.slice(from, to);
  const [, labelled = line, number = 'NaN'] =
    /^([^\s{]+(?:{(?:[^"}]|"(?:[^"\\]|\\.)*")*})?)\s+(\S+)/.exec(line) ?? [];
  const value = Number(number);
  return { labelled, value: value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN };
}
