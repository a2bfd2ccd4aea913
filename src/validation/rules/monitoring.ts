import { mismatch } from '../issues';
import { rule } from './rule';

const SECONDS: Readonly<Record<string, number>> = {
  y: 31_536_000,
  w: 604_800,
  d: 86_400,
  h: 3_600,
  m: 60,
  s: 1,
  ms: 0.001,
};

function seconds(duration: string): number {
  let total = 0;
  for (const [, amount, unit] of duration.matchAll(/(\d+)(ms|[ywdhms])/g)) {
    total += Number(amount) * (SECONDS[unit ?? ''] ?? 0);
  }
  return total;
}

/** Prometheus refuses a scrape that may take longer than the time until the next. */
export const scrapeTimeout = rule(
  ['monitoring.serviceMonitor'],
  ({ monitoring: { serviceMonitor } }) => {
    const { interval, scrapeTimeout: timeout } = serviceMonitor;
    if (seconds(timeout) <= seconds(interval)) return [];
    const at = ['monitoring', 'serviceMonitor', 'scrapeTimeout'];
    return [mismatch('conflict', at, `at most the interval ${interval}`, timeout)];
  },
);
