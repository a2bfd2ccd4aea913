import * as fc from 'fast-check';
import { settings } from '../../src/values/settings';

/** The settings that `null` clears, by their path. */
const clearable = new Set(
  [...settings()]
    .filter(({ type }) => ['default', 'optional'].includes(type._zod.def.type))
    .map(({ path }) => path.join('.')),
);

/** What stands at a path, or null where the schema lets null clear it. */
export function orNull<T>(path: string, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return clearable.has(path) ? fc.option(arbitrary, { freq: 8 }) : arbitrary;
}
