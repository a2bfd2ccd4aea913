import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { isClusterScoped, type Manifest } from '../resources/manifest';

/** Adds an object to the construct tree, unless values switched it off. */
export function add<T extends Manifest | undefined>(
  scope: Construct,
  id: string,
  manifest: T,
): T extends Manifest ? ApiObject : ApiObject | undefined;
export function add(scope: Construct, id: string, manifest: Manifest | undefined) {
  if (manifest === undefined) return undefined;
  const object = new ApiObject(scope, id, manifest);
  // cdk8s gives every object the chart's namespace, also those that can have none.
  if (isClusterScoped(manifest)) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
