const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** A Go duration without sign: `3600s`, `90m`, `1h30m`, `1.5s`, `0s`. */
export const DURATION = /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/;

/** The same above 0; without a look ahead, which Helm's own reader of a JSON Schema does not know. */
export const DURATION_ABOVE_0 =
  /^(0+(\.0+)?(ns|us|µs|ms|s|m|h))*(0*[1-9]\d*(\.\d+)?|0+\.0*[1-9]\d*)(ns|us|µs|ms|s|m|h)(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))*$/;

const PARTS = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g;

/**
 * Reads a Go duration.
 *
 * @param duration for example `3600s`, `90m` or `1h30m`
 * @returns milliseconds
 * @throws RangeError where it is no duration: what a user wrote is checked before, by {@link DURATION}
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function milliseconds(duration: string): number {
  if (!DURATION.test(duration)) throw new RangeError(`expected a duration, found ${duration}`);
  let sum = 0;
  for (const [, amount, unit = ''] of duration.matchAll(PARTS)) {
    sum += Number(amount) * (UNITS[unit] ?? 0);
  }
  return sum;
}
