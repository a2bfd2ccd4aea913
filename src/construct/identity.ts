import type { ApiObject } from 'cdk8s';
import type { Identified } from '../resources/identity';
import { isClusterScoped } from '../resources/manifest';

/** What cdk8s keeps to itself: the patches of an object, as RFC 6902 has them. */
interface Patched {
  readonly patches?: readonly { _toJson?(): { readonly path?: string; readonly from?: string } }[];
}

/** Where a patch can change what an object is called; nobody asks for the namespace of what is in none. */
const IDENTITY = /^(?:|\/apiVersion|\/kind|\/metadata|\/metadata\/name)$/;
const NAMESPACED_IDENTITY = new RegExp(`${IDENTITY.source}|^/metadata/namespace$`);

const patchesOf = (object: ApiObject) => (object as unknown as Patched).patches ?? [];

/** How many patches an object has by now. */
export const countPatches = (object: ApiObject): number => patchesOf(object).length;

/** Whether a patch may change what an object is called. */
export function isRenamed(object: ApiObject): boolean {
  const places = isClusterScoped(object) ? IDENTITY : NAMESPACED_IDENTITY;
  return patchesOf(object).some((patch) => {
    const { path = 'unknown', from = 'unknown' } = patch._toJson?.() ?? {};
    return places.test(path) || places.test(from);
  });
}

/**
 * What an object of the construct tree is called as things stand.
 *
 * It is rendered only where that may differ from what it was made with: rendering all objects would double a synth.
 */
export function identified(object: ApiObject): Identified {
  const { apiVersion, kind, name, metadata } = object;
  if (typeof name !== 'string' || isRenamed(object)) return object.toJson();
  const { namespace } = metadata;
  return { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
}
