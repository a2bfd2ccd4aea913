import type { JsonValue } from './json';

/**
 * Whether a template's `if`, `with`, `not`, `and`, `or`, `empty` and `default` take `value` as true.
 *
 * False are: absent, null, `false`, `0`, `""`, `[]` and `{}`. Everything else is true, also `"false"`, `"0"` and `[null]`.
 *
 * @param value `undefined` for an absent key
 */
export function isTrue(value: JsonValue | undefined): boolean {
  if (typeof value !== 'object' || value === null) return Boolean(value);
  if (Array.isArray(value)) return value.length > 0;
  return Object.values(value).some((item) => item !== undefined);
}

/**
 * A template's `default fallback value`: `value` if it is true by {@link isTrue}, else `fallback`.
 *
 * @example defaultTo('x', false) // 'x', as in Helm: `false` counts as empty
 */
export function defaultTo<Fallback extends JsonValue | undefined, Value extends JsonValue>(
  fallback: Fallback,
  value: Value | undefined,
): Fallback | Value {
  return value !== undefined && isTrue(value) ? value : fallback;
}
