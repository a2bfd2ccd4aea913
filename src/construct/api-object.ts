import { ApiObject, JsonPatch, Yaml } from 'cdk8s';
import type { Construct } from 'constructs';
import { hasHardText, writeYaml } from '../release/write-yaml';
import { isClusterScoped, type Manifest } from '../resources/manifest';

/** What the YAML library of cdk8s takes for a document that writes itself. */
const NODE_TYPE = Symbol.for('yaml.node.type');
const DOCUMENT = Symbol.for('yaml.document');

/** An object that comes out of YAML as it was, also with text that cdk8s writes as something else, such as `0o17`. */
class WrittenObject extends ApiObject {
  public override toJson(): unknown {
    const json: object = super.toJson();
    if (!hasHardText(json)) return json;
    const plain = { ...json };
    const write = () => writeYaml(plain, (value) => Yaml.stringify(value));
    // They are not enumerable, so that the object is to everybody else what it was.
    return Object.defineProperties(json, {
      [NODE_TYPE]: { value: DOCUMENT },
      toString: { value: write },
    });
  }
}

/** Adds an object to the construct tree, unless values switched it off. */
export function add<T extends Manifest | undefined>(
  scope: Construct,
  id: string,
  manifest: T,
): T extends Manifest ? ApiObject : ApiObject | undefined;
export function add(scope: Construct, id: string, manifest: Manifest | undefined) {
  if (manifest === undefined) return undefined;
  const object = new WrittenObject(scope, id, manifest);
  // cdk8s gives every object the chart's namespace, also those that can have none.
  if (isClusterScoped(manifest)) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
