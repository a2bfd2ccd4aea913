import { documented } from 'kvmini-contract/documented';
import { isMisspelt } from 'kvmini-contract/nearest';
import * as z from 'zod/mini';
import { anyText, DNS_SUBDOMAIN, text } from '../formats';
import { once } from '../once';

type Shape = z.core.$ZodLooseShape;

/**
 * A Kubernetes type with a name of its own in the public interface.
 *
 * The fields that decide whether the API server takes it are checked; fields that are not known here, newer ones too,
 * go through as they are. The shape is built when a value of the type is met: most releases have few.
 */
export function named<const T extends Shape>(id: string, description: string, shape: () => T) {
  return once(() => {
    const own = lazyMap(shape);
    documented.add(own, { id, description });
    return own;
  });
}

/** A map that takes unknown keys, newer ones, but none that is a known one misspelt. */
export function looseMap<const T extends Shape>(shape: () => T) {
  return once(() => lazyMap(shape));
}

function lazyMap<const T extends Shape>(shape: () => T) {
  return z.lazy(() => withoutMisspelt(shape()));
}

function withoutMisspelt<const T extends Shape>(shape: T) {
  const known = Object.keys(shape);
  const misspelt = z.check<Record<string, unknown>>(
    ({ value, issues }) => {
      const keys = Object.keys(value).filter((key) => isMisspelt(key, known));
      if (keys.length > 0) issues.push({ code: 'unrecognized_keys', keys, input: value });
    },
    // A mistake in one field hides none in another.
    { when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) },
  );
  return z.looseObject(shape, { error: 'a map' }).check(misspelt);
}

/** A required field with its description. */
export function required<T extends z.ZodMiniType>(type: T, description: string): T {
  const own = type.clone(type._zod.def as T['_zod']['def']);
  documented.add(own, { description });
  return own;
}

/** A map that is passed through without a look inside. */
export const anyMap = once(() => z.looseObject({}, { error: 'a map' }));

/** A list of one type. */
export function listOf<T extends z.ZodMiniType>(type: T, error = 'a list') {
  return z.array(type, { error });
}

/** The name of a Kubernetes object that the release does not make. */
export const objectName = once(() => text('the name of an object', DNS_SUBDOMAIN));

/** A list of strings. */
export const words = once(() => listOf(anyText(), 'a list of strings'));
