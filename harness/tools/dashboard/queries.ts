import type { Query } from './panel';

/** Selects the profiles that the reader chose. */
export const OF_PROFILE = '{profile=~"$profile"}';
/** The range over which Grafana wants rates. */
export const WINDOW = '[$__rate_interval]';

/** What a counter gains per second. */
export const perSecond = (metric: string, by = ''): string =>
  `sum${by && ` by (${by})`} (rate(${metric}${OF_PROFILE}${WINDOW}))`;

/**
 * The legend that Grafana makes of labels itself: the value alone, where a panel's series have one label and no other.
 *
 * A legend with a label's name in braces would be a template to Helm, which `cdk8s synth --format helm` writes for.
 */
export const LABEL_VALUE = '__auto';

/** A query by one label, which names its series; the panel's other queries have no labels. */
export const byLabel = (expr: string): Query => ({ expr, legend: LABEL_VALUE });

/** A quantile of a histogram. */
export const quantile = (q: number, metric: string, selector = OF_PROFILE): string =>
  `histogram_quantile(${q}, sum by (le) (rate(${metric}_bucket${selector}${WINDOW})))`;

/** Several quantiles of a histogram, each with its name. */
export const quantiles = (
  metric: string,
  name = '',
  of: readonly number[] = [0.5, 0.9, 0.99],
): Query[] => of.map((q) => ({ expr: quantile(q, metric), legend: `${name}p${q * 100}`.trim() }));
