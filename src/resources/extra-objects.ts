import type { Release } from '../release/release';
import type { KubernetesObject } from '../values/generated/kvmini-values';
import { isClusterScoped, type Manifest } from './manifest';

/** An object in the release's namespace, where it says of none, and in no namespace where there can be none. */
function placed(object: KubernetesObject, release: Release): Manifest {
  const { namespace = release.namespace, ...metadata } = object.metadata;
  const isInNone = namespace === '' || isClusterScoped(object);
  return {
    ...object,
    metadata: isInNone ? metadata : { ...metadata, namespace },
  } as Manifest;
}

/** The user's own objects, as they are but for the namespace. */
export function extraObjects(release: Release): readonly Manifest[] {
  return release.values.extraObjects.map((object) => placed(object, release));
}
