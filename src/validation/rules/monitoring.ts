import { mismatch } from '../issues';
import { rule } from './rule';

/** In milliseconds, since fractions of a second would make `1s1ms` less than `1001ms`. */
const UNITS: Readonly<Record<string, number>> = {
  y: 31_536_000_000,
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

function milliseconds(duration: string): number {
  let total = 0;
  for (const [, amount, unit] of duration.matchAll(/(\d+)(ms|[ywdhms])/g)) {
    total += Number(amount) * (UNITS[unit ?? ''] ?? 0);
  }
  return total;
}

/** Prometheus refuses a scrape that may take longer than the time until the next. */
export const scrapeTimeout = rule(
  ['monitoring.serviceMonitor'],
  ({ monitoring: { serviceMonitor } }) => {
    const { interval, scrapeTimeout: timeout } = serviceMonitor;
    // Prometheus' own are not known here.
    if (interval === '' || timeout === '') return [];
    if (milliseconds(timeout) <= milliseconds(interval)) return [];
    const at = ['monitoring', 'serviceMonitor', 'scrapeTimeout'];
    return [mismatch('conflict', at, `at most the interval ${interval}`, timeout)];
  },
);
