const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/**
 * Reads a Kubernetes quantity as the metrics API writes it: `250m`, `12345n`, `512Mi`.
 *
 * @returns cores or bytes, `NaN` where it is none
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseQuantity(text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(text) ?? [];
  return amount === undefined ? Number.NaN : Number(amount) * (FACTORS[unit] ?? Number.NaN);
}
