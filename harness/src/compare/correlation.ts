/** With fewer rows nothing is known of how they hang together. */
const FEWEST = 5;
/** No series that wanders further in its length tells anything but that it wanders. */
const CLOSEST = 0.99;
/** How many standard errors the correlation of neighbours is taken larger than it looks, since it looks small in short runs. */
const CAUTION = 1;
const MOST_LAGS = 200;
/** So many lags in a row that can't be told from none end the search; √log₁₀(n) would be more beyond 10²⁵ rows. */
const QUIET = 5;

/** A series less its mean, and what its lags have in common. */
class Centered {
  readonly values: Float64Array;
  readonly variance: number;

  constructor(series: Float64Array) {
    const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
    this.values = series.map((value) => value - mean);
    this.variance = this.covariance(0);
  }

  covariance(lag: number): number {
    const { values } = this;
    let sum = 0;
    for (let i = lag; i < values.length; i++)
      sum += (values[i] as number) * (values[i - lag] as number);
    return sum / values.length;
  }

  correlation(lag: number): number {
    return this.covariance(lag) / this.variance;
  }
}

/** Correlations by lag up to where they can't be told from none: Politis' rule. */
function tellingLags(series: Centered): number[] {
  const n = series.values.length;
  const limit = 2 * Math.sqrt(Math.log10(n) / n);
  const most = Math.min(n - 1, MOST_LAGS, Math.ceil(Math.sqrt(n)) + QUIET);
  const correlations: number[] = [];
  let quiet = 0;
  while (quiet < QUIET && correlations.length < most) {
    const correlation = series.correlation(correlations.length + 1);
    correlations.push(correlation);
    quiet = Math.abs(correlation) < limit ? quiet + 1 : 0;
  }
  return correlations.slice(0, Math.min(most, 2 * Math.max(1, correlations.length - quiet)));
}

/**
 * How long the blocks of a block bootstrap should be for the mean of a series.
 *
 * @see Politis and White (2004), with the correction by Patton, Politis and White (2009)
 */
function blockLength(series: Centered): number {
  const n = series.values.length;
  const correlations = tellingLags(series);
  const window = correlations.length + 1;
  let [spectrum, slope] = [1, 0];
  for (const [i, correlation] of correlations.entries()) {
    const weight = Math.min(1, 2 * (1 - (i + 1) / window));
    spectrum += 2 * weight * correlation;
    slope += 2 * weight * (i + 1) * correlation;
  }
  if (spectrum <= 0) return 1;
  const length = Math.cbrt((1.5 * n * slope ** 2) / spectrum ** 2);
  return Math.max(1, Math.min(Math.ceil(length), Math.floor(n / 4)));
}

/** The variance that a moving block bootstrap gives the mean, times `n`: exactly, and so without drawing. */
function blockVariance({ values }: Centered, length: number): number {
  const n = values.length;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    sum += (values[i] as number) - (i < length ? 0 : (values[i - length] as number));
    if (i >= length - 1) squares += sum ** 2;
  }
  // Blocks vary about a mean that was fitted to them.
  return squares / (n - length + 1) / length / (1 - length / n);
}

/** The variance of a mean over that of independent rows, where each row is like the one before it. */
function ofNeighbours(series: Centered): number {
  const n = series.values.length;
  // A correlation that is found in n rows is on average (1 + 3ρ)/n too small.
  const unbiased = Math.min(CLOSEST, (n * series.correlation(1) + 1) / (n - 3));
  const doubt = CAUTION * Math.sqrt(Math.max(0, 1 - unbiased ** 2) / n);
  const cautious = Math.min(CLOSEST, unbiased + doubt);
  return (1 + cautious) / (1 - cautious);
}

/**
 * How many times larger the variance of the mean of some rows is, in the order of time, than that of as many
 * independent ones: by a block bootstrap, and by how much each row is like the one before it, whichever is
 * larger. It is at least 1, and for less than five rows as many as there are.
 */
export function inflation(rows: Float64Array): number {
  if (rows.length < FEWEST) return rows.length;
  const series = new Centered(rows);
  if (series.variance <= 1e-24) return 1;
  const byBlocks = blockVariance(series, blockLength(series)) / series.variance;
  return Math.min(rows.length, Math.max(1, byBlocks, ofNeighbours(series)));
}
