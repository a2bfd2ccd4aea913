/** What a figure is counted in; `%` is of a fraction, which is shown as a percentage; `''` shows none. */
export type Unit =
  | 'ms'
  | 's'
  | '/s'
  | 'tokens/s'
  | '%'
  | 'requests'
  | 'tokens'
  | 'chunks'
  | 'price'
  | 'Wh'
  | '';

/** A number to show, if there is one. */
export type Shown = number | null | undefined;

/** How numbers are written for one kind of reader. */
export interface NumberFormat {
  /** A number with so many digits after the point, 2 by default. */
  number(value: Shown, digits?: number): string;
  /** A fraction as a percentage with so many digits after the point, 2 by default. */
  percent(value: Shown, digits?: number): string;
  /** A number with its unit; what is counted is whole and has none, other numbers have 2 digits. */
  withUnit(value: Shown, unit: Unit, digits?: number): string;
}

/** What a small model costs is a fraction of a cent, and what it takes one of a watt-hour. */
const SMALL = 4;
const DIGITS: Partial<Record<Unit, number>> = { Wh: SMALL };
const COUNTED: readonly Unit[] = ['requests', 'tokens', 'chunks'];

const write = (value: number, digits: number, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat('en-US', {
    ...options,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);

function formatOf(none: string, useGrouping: boolean): NumberFormat {
  const number = (value: Shown, digits = 2) =>
    value === null || value === undefined ? none : write(value, digits, { useGrouping });
  const percent = (value: Shown, digits = 2) =>
    value === null || value === undefined ? none : `${number(value * 100, digits)} %`;
  const withUnit = (value: Shown, unit: Unit, digits?: number) => {
    if (unit === '%') return percent(value, digits);
    // Of whatever currency it was given in.
    if (unit === 'price') return number(value, digits ?? SMALL);
    if (COUNTED.includes(unit)) return number(value, digits ?? 0);
    return unit === '' ? number(value, digits) : `${number(value, digits ?? DIGITS[unit])} ${unit}`;
  };
  return { number, percent, withUnit };
}

/** Numbers on a page: grouped by thousands, a dash for none. */
export const onPage: NumberFormat = formatOf('–', true);

/** Numbers in a terminal, that other programs may read: not grouped, a hyphen for none. */
export const inTerminal: NumberFormat = formatOf('-', false);

/** A change as a percentage with its sign; one from 0 has none. */
export const signedPercent = (change: number): string =>
  Number.isFinite(change)
    ? `${write(change * 100, 1, { useGrouping: false, signDisplay: 'exceptZero' })} %`
    : 'from 0';
