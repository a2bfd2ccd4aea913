/** A Kubernetes quantity, not negative: `500m`, `2`, `1.5`, `4Gi`, `1e3`. */
export const QUANTITY = /^\+?(\d+(\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d{1,3}|[numkMGTPE])?$/;

/** Whether a value is a quantity that {@link compareQuantities} can read. */
export function isQuantity(value: unknown): value is string | number {
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value);
  return typeof value === 'string' && QUANTITY.test(value);
}

const POWERS_OF_TEN: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const POWERS_OF_TWO: Readonly<Record<string, bigint>> = {
  Ki: 10n,
  Mi: 20n,
  Gi: 30n,
  Ti: 40n,
  Pi: 50n,
  Ei: 60n,
};

/** A quantity as `units` × 10^`exponent`: exact, where a float would round `0.1` or `9007199254740993`. */
interface Exact {
  readonly units: bigint;
  readonly exponent: number;
}

function exact(quantity: string | number): Exact {
  const [, whole = '', suffix = ''] = /^\+?([\d.]+)(.*)$/.exec(String(quantity)) ?? [];
  const [integer = '', fraction = ''] = whole.split('.');
  const units = BigInt(`${integer}${fraction}`) << (POWERS_OF_TWO[suffix] ?? 0n);
  const power = POWERS_OF_TEN[suffix] ?? (/^[eE]./.test(suffix) ? Number(suffix.slice(1)) : 0);
  return { units, exponent: (POWERS_OF_TWO[suffix] ? 0 : power) - fraction.length };
}

/** Most quantities: nothing in them divides the number. */
const UNDIVIDED = /^\d+([kMGTPE]i?|Ki)?$/;

/** Whether a quantity is a whole number, as an extended resource (`nvidia.com/gpu`) has to be. */
export function isWhole(quantity: string | number): boolean {
  if (UNDIVIDED.test(String(quantity))) return true;
  const { units, exponent } = exact(quantity);
  return units % 10n ** BigInt(Math.max(0, -exponent)) === 0n;
}

/** Whether a quantity is a whole number of times another one, which is above 0 and whole. */
export function isMultipleOf(quantity: string | number, unit: string): boolean {
  const a = exact(quantity);
  const b = exact(unit);
  const common = Math.min(a.exponent, b.exponent);
  const size = b.units * 10n ** BigInt(b.exponent - common);
  return (a.units * 10n ** BigInt(a.exponent - common)) % size === 0n;
}

/**
 * Compares two quantities that match {@link QUANTITY}, exactly.
 *
 * @returns a negative number, 0 or a positive number, as `Array.prototype.sort` wants it
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function compareQuantities(left: string | number, right: string | number): number {
  const a = exact(left);
  const b = exact(right);
  const common = Math.min(a.exponent, b.exponent);
  const leftUnits = a.units * 10n ** BigInt(a.exponent - common);
  const rightUnits = b.units * 10n ** BigInt(b.exponent - common);
  return leftUnits < rightUnits ? -1 : leftUnits > rightUnits ? 1 : 0;
}
