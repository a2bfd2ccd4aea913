/** Lanczos' coefficients for the logarithm of the gamma function, good to 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const;

function logGamma(x: number): number {
  const shifted = x - 1;
  const sum = LANCZOS.reduce((all, c, i) => (i === 0 ? c : all + c / (shifted + i)), 0);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

const TINY = 1e-300;
const MOST_STEPS = 100_000;

/** Lentz's way through the continued fraction of the incomplete beta function. */
function continuedFraction(x: number, a: number, b: number): number {
  const awayFromZero = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < MOST_STEPS; m++) {
    let factor = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + factor * d);
    c = awayFromZero(1 + factor / c);
    result *= d * c;
    factor = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + factor * d);
    c = awayFromZero(1 + factor / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return result;
}

/** The chance that a beta(a, b) variable is at most `x`. */
export function betaAtMost(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logs = logGamma(a + b) - logGamma(a) - logGamma(b);
  const front = Math.exp(logs + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(1 - x, b, a)) / b;
}

/** What a beta(a, b) variable is at most with a chance of `p`. */
export function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  // Halved until two neighbours are left: towards 0 there are more of them than 53.
  for (let step = 0; step < 200 && high - low > 1e-12 * high; step++) {
    const middle = (low + high) / 2;
    if (betaAtMost(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** What a variable of Student's t with so many degrees of freedom is above with a chance of `p`, at most ½. */
export function tAbove(p: number, degrees: number): number {
  const x = betaQuantile(2 * p, degrees / 2, 0.5);
  return Math.sqrt(degrees * (1 / x - 1));
}

/** The chance of at most `k` hits, fewer than `n`, in `n` tries of which each hits with a chance of `p`. */
export const binomialAtMost = (k: number, n: number, p: number): number =>
  betaAtMost(1 - p, n - k, k + 1);

/**
 * The rank, counted from 1, of the largest of `n` sorted values that lies above the `p` quantile of what
 * they were drawn from with a chance of at most `miss`; 0 where there is none.
 */
export function rankBelow(n: number, p: number, miss: number): number {
  let [low, high] = [0, n];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    // The value of that rank lies above the quantile where fewer values than its rank lie below.
    if (binomialAtMost(middle - 1, n, p) <= miss) low = middle;
    else high = middle - 1;
  }
  return low;
}
