import { append, keysOf, put } from './paths';

/** A mistake that a user makes: what stands at the path of a value, or (`[]` at its end) one more item of its list. */
export type Mistake = readonly [kind: string, path: string, value: unknown];

/** Switches without which a value shows in no object: those of each path that a value's begins with. */
const SWITCHES: readonly (readonly [path: string, switches: readonly string[]])[] = [
  ['networkPolicy', ['networkPolicy.enabled']],
  ['podDisruptionBudget', ['podDisruptionBudget.enabled']],
  ['persistence', ['persistence.enabled']],
  ['rbac', ['rbac.create']],
  ['serviceAccount', ['serviceAccount.create']],
  ['monitoring', ['monitoring.enabled']],
  ['monitoring.serviceMonitor', ['monitoring.serviceMonitor.enabled']],
  ['monitoring.prometheusRule', ['monitoring.prometheusRule.enabled']],
  ['monitoring.dashboard', ['monitoring.dashboard.enabled']],
];

const startsWith = (path: string, start: string) => path === start || path.startsWith(`${start}.`);

/** Values with a value set, and the object that it shows in switched on. */
export function withValue(values: unknown, path: string, value: unknown): unknown {
  const place = path.replace(/\[\]$/, '');
  const keys = keysOf(place);
  const changed = path.endsWith('[]') ? append(values, keys, value) : put(values, keys, value);
  return SWITCHES.filter(([start]) => startsWith(place, start))
    .flatMap(([, switches]) => switches)
    .filter((one) => one !== place)
    .reduce<unknown>((all, one) => put(all, keysOf(one), true), changed);
}
