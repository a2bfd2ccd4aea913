const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** A Go duration without sign: `3600s`, `90m`, `1h30m`, `1.5s`. */
export const DURATION = /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/;

/**
 * Reads a Go duration.
 *
 * @param text for example `3600s`, `90m` or `1h30m`
 * @returns milliseconds, or `undefined` where `text` is no duration
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function parseDuration(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined;
  let milliseconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)) {
    milliseconds += Number(amount) * (UNITS[unit ?? ''] ?? 0);
  }
  return milliseconds;
}

/**
 * Reads a Go duration that has been checked.
 *
 * @returns milliseconds
 * @throws RangeError where it is no duration after all
 */
export function milliseconds(duration: string): number {
  const read = parseDuration(duration);
  if (read === undefined) throw new RangeError(`not a duration: ${duration}`);
  return read;
}
