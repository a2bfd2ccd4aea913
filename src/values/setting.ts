import { documented } from 'kvmini-contract/documented';
import * as z from 'zod/mini';

/** A value that must be there: deleting it with `null` is refused. */
export function setting<T extends z.ZodMiniType>(
  type: T,
  fallback: z.output<T>,
  description: string,
): T {
  const own = type.clone(type._zod.def as T['_zod']['def']);
  documented.add(own, { default: fallback, description });
  return own;
}

function emptyLike(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (typeof value === 'object') return {};
  return typeof value === 'boolean' ? false : '';
}

/** A value that `null` clears: it is then false, "", [] or {}, whatever the default was. */
export function clearable<T extends z.ZodMiniType>(
  type: T,
  fallback: z.output<T>,
  description: string,
): z.ZodMiniDefault<T> {
  const own = z._default(type, emptyLike(fallback) as never);
  documented.add(own, { default: fallback, description });
  return own;
}

/** A group of values under one key. */
export function section<const T extends z.core.$ZodLooseShape>(description: string, shape: T) {
  const own = z.strictObject(shape, { error: 'a map' });
  documented.add(own, { description });
  return own;
}

/** A value that may be left out altogether: `null` removes it. */
export function removable<T extends z.ZodMiniType>(
  type: T,
  fallback: z.output<T> | undefined,
  description: string,
): z.ZodMiniOptional<T> {
  const own = z.optional(type);
  documented.add(
    own,
    fallback === undefined ? { description } : { description, default: fallback },
  );
  return own;
}

/** A field that has to be there, with its description. */
export function required<T extends z.ZodMiniType>(type: T, description: string): T {
  const own = type.clone(type._zod.def as T['_zod']['def']);
  documented.add(own, { description });
  return own;
}

/** A {@link section} that takes further keys of one type. */
export function openSection<
  const T extends z.core.$ZodLooseShape,
  const Rest extends z.ZodMiniType,
>(description: string, rest: Rest, shape: T) {
  const own = z.catchall(z.object(shape, { error: 'a map' }), z.optional(rest));
  documented.add(own, { description });
  return own;
}

/** A section that `null` empties: it is then `empty`, whatever the defaults were. */
export function clearableSection<T extends z.ZodMiniType>(
  own: T,
  empty: z.output<T>,
): z.ZodMiniDefault<T> {
  const description = documented.get(own)?.description ?? '';
  const clearable = z._default(own, empty as never);
  documented.add(clearable, { description });
  return clearable;
}
