import type { ServerFigures } from '../../results/server';
import type { Gauged } from './counting';
import {
  SERVER_COUNTS,
  SERVER_GAUGES,
  SERVER_TIMES,
  type Series,
  type ServerGauge,
  type ServerTime,
} from './names';
import type { Scraper } from './scraper';

type Counts = Record<(typeof SERVER_COUNTS)[number], number | null>;
type Figures = Pick<ServerFigures, 'replicas' | 'times' | 'counts' | 'gauges' | 'notOffered'>;

/** What all replicas counted together. */
export function countedBy(scrapers: readonly Scraper[]): Figures {
  const replicas = scrapers.map(replicaOf);
  const counted = scrapers.filter(({ counting }) => counting.scrapes > 0);
  const odd = severalBehindOne(scrapers);
  if (counted.length === 0 || odd) return { replicas, notOffered: odd ?? whyNone(scrapers) };
  const sum = (series: Series) => sumOf(counted.map(({ counting }) => counting.grown(series)));
  const times = (name: ServerTime) => meanOf(sum(`${name}Sum`), sum(`${name}Count`));
  return {
    replicas,
    times: byName(SERVER_TIMES, times),
    counts: withPossibleHits(byName(SERVER_COUNTS, (name) => rounded(sum(name)))),
    gauges: byName(SERVER_GAUGES, (name) => gaugeOf(name, counted)),
  };
}

const byName = <Name extends string, Value>(
  names: readonly Name[],
  value: (name: Name) => Value,
): Record<Name, Value> =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;

/** More prompt tokens than were looked for can't have been found. */
function withPossibleHits(counts: Counts): Counts {
  const { prefixCacheHits: hits, prefixCacheQueries: queries } = counts;
  return hits !== null && queries !== null && hits > queries
    ? { ...counts, prefixCacheHits: null }
    : counts;
}

function replicaOf(scraper: Scraper): ServerFigures['replicas'][number] {
  const { place, scraped, failed, why, missed, counting } = scraper;
  const restarted =
    counting.restarts > 0
      ? 'it began anew during the run: what it counted shortly before is missing'
      : undefined;
  const late =
    missed === undefined
      ? undefined
      : `its first scrape failed (${missed}): what it counted before the next is missing`;
  const text = restarted ?? why ?? late;
  return {
    ...{ name: place.name, scraped, scrapes: counting.scrapes, failed },
    requests: rounded(counting.grown('requests')),
    ...(text !== undefined && { why: text }),
  };
}

/** One address that leads to several servers counts now this one's, now that one's requests. */
function severalBehindOne(scrapers: readonly Scraper[]): string | undefined {
  const [only] = scrapers;
  if (scrapers.length !== 1 || !only || only.counting.restarts < 2) return undefined;
  return `${only.place.name} leads to several servers, whose counters can't be told apart: name the target by --namespace and --service, so that each pod is scraped`;
}

function whyNone(scrapers: readonly Scraper[]): string {
  const [first] = scrapers;
  if (!first) return 'no pod of the target has an address';
  return `${first.place.name}${first.scraped}: ${first.why ?? 'it was never scraped'}`;
}

/** A figure that some replicas lack is not that of all. */
function sumOf(values: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

const rounded = (value: number | undefined): number | null =>
  value !== undefined && value <= Number.MAX_SAFE_INTEGER ? Math.round(value) : null;

function meanOf(seconds: number | undefined, count: number | undefined) {
  const has = seconds !== undefined && count !== undefined && count > 0;
  return { mean: has ? (1000 * seconds) / count : null, count: rounded(count) ?? 0 };
}

/** Requests are those of all replicas; the cache's use is the mean, and the fullest of them. */
function gaugeOf(name: ServerGauge, scrapers: readonly Scraper[]) {
  const all = scrapers.flatMap(({ counting }) => counting.gauges.get(name) ?? []);
  if (all.length === 0) return { mean: null, max: null };
  const means = all.map(({ sum, count }: Gauged) => sum / count);
  const total = means.reduce((sum, each) => sum + each, 0);
  const isShare = name === 'cacheUsage';
  const max = all.reduce((most, each) => (isShare ? Math.max(most, each.max) : most + each.max), 0);
  return { mean: isShare ? total / all.length : total, max };
}
