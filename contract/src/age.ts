/** An age: whole days, hours or minutes, such as `30d`, `36h` or `90m`. */
export const AGE = /^[1-9]\d{0,5}[dhm]$/;

const UNITS: Readonly<Record<string, number>> = { d: 24 * 3_600_000, h: 3_600_000, m: 60_000 };

/**
 * Reads an age.
 *
 * @returns milliseconds, or `undefined` where it is none
 */
export function ageMs(age: string): number | undefined {
  if (!AGE.test(age)) return undefined;
  return Number(age.slice(0, -1)) * (UNITS[age.slice(-1)] ?? Number.NaN);
}
