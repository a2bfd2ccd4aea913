import type { Query } from './panel';

/** Selects the profiles that the reader chose. */
export const OF_PROFILE = '{profile=~"$profile"}';
/** The range over which Grafana wants rates. */
export const WINDOW = '[$__rate_interval]';

/** What a counter gains per second. */
export const perSecond = (metric: string, by = ''): string =>
  `sum${by && ` by (${by})`} (rate(${metric}${OF_PROFILE}${WINDOW}))`;

/** A quantile of a histogram. */
export const quantile = (q: number, metric: string, selector = OF_PROFILE): string =>
  `histogram_quantile(${q}, sum by (le) (rate(${metric}_bucket${selector}${WINDOW})))`;

/** Several quantiles of a histogram, each with its name. */
export const quantiles = (
  metric: string,
  name = '',
  of: readonly number[] = [0.5, 0.9, 0.99],
): Query[] => of.map((q) => ({ expr: quantile(q, metric), legend: `${name}p${q * 100}`.trim() }));
