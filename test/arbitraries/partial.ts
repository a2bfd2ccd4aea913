import * as fc from 'fast-check';
import { settings } from '../../src/values/settings';

/** The settings that `null` clears, by their path. */
const clearable = new Set(
  [...settings()]
    .filter(({ type }) => ['default', 'optional'].includes(type._zod.def.type))
    .map(({ path }) => path.join('.')),
);

/** A section in which each key may be missing, and null where the schema lets null clear it. */
export function partial<T>(
  path: readonly string[],
  fields: { [K in keyof T]: fc.Arbitrary<T[K]> },
): fc.Arbitrary<{ [K in keyof T]?: T[K] | null }> {
  const orNull = Object.entries<fc.Arbitrary<unknown>>(fields).map(([key, arbitrary]) => [
    key,
    clearable.has([...path, key].join('.')) ? fc.option(arbitrary, { freq: 8 }) : arbitrary,
  ]);
  const record = fc.record(Object.fromEntries(orNull), { requiredKeys: [] });
  return record as fc.Arbitrary<{ [K in keyof T]?: T[K] | null }>;
}
