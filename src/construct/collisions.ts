import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest } from '../resources/manifest';
import { ValuesError } from '../validation/values-error';
import { describeObject, identified, identity } from './identity';

type Objects = Readonly<Record<string, Manifest | undefined>>;

/** What the harnesses of one app make. */
interface Made {
  /** By what nobody else may be called. */
  readonly byIdentity: Map<string, ApiObject>;
  readonly objects: Set<IConstruct>;
}

const apps = new WeakMap<IConstruct, Made>();

const REMEDY =
  'give one of them another name: a harness by releaseName, namespace or fullnameOverride';

/** Whether a construct is still where it was added: `tryRemoveChild` leaves no other trace. */
function isInTree(construct: IConstruct): boolean {
  const { scope, id } = construct.node;
  return scope === undefined || (scope.node.tryFindChild(id) === construct && isInTree(scope));
}

const harnessOf = (object: ApiObject) => `the harness at ${object.node.scope?.node.path}`;

/**
 * Refuses a harness whose objects would overwrite those of another one in the same app.
 *
 * @throws {@link ValuesError}
 */
export function refuseCollisions(scope: IConstruct, objects: Objects): void {
  const known = apps.get(scope.node.root)?.byIdentity;
  const issues = Object.values(objects).flatMap((manifest) => {
    if (manifest === undefined) return [];
    const other = known?.get(identity(manifest));
    if (other === undefined || !isInTree(other)) return [];
    const message = `${describeObject(manifest)} is made by ${harnessOf(other)} already; ${REMEDY}`;
    return [{ code: 'duplicate', path: 'releaseName', message } as const];
  });
  if (issues.length > 0) throw new ValuesError(`kvmini in ${scope.node.path || 'the app'}`, issues);
}

/** Remembers the objects of a harness, for the next one and for the app's synth. */
export function remember(harness: IConstruct): void {
  const { root } = harness.node;
  const made = apps.get(root) ?? watch(root);
  for (const object of harness.node.children as ApiObject[]) {
    made.byIdentity.set(identity(identified(object)), object);
    made.objects.add(object);
  }
}

/**
 * Has an app checked for other objects that are called as a harness's, once at each synth for all harnesses.
 *
 * Not before: until then such an object may be added, removed, and renamed by a patch.
 */
function watch(root: IConstruct): Made {
  const made: Made = { byIdentity: new Map(), objects: new Set() };
  apps.set(root, made);
  root.node.addValidation({ validate: () => foreignCollisions(root, made) });
  return made;
}

function foreignCollisions(root: IConstruct, made: Made): string[] {
  const others: ApiObject[] = [];
  findOthers(root, made.objects, others);
  return others.flatMap((object) => {
    const manifest = identified(object);
    const key = identity(manifest);
    const own = made.byIdentity.get(key);
    const isTaken = own !== undefined && isInTree(own) && identity(identified(own)) === key;
    if (!isTaken) return [];
    const makers = `${harnessOf(own)}, and by ${object.node.path} as well`;
    return [`${describeObject(manifest)} is made by ${makers}; ${REMEDY}`];
  });
}

/**
 * Finds all objects below a construct that no harness made.
 *
 * cdk8s validates the whole app again for each chart, so a harness's own objects are not even looked at: where the last
 * child is one of them, all are.
 */
function findOthers(construct: IConstruct, own: ReadonlySet<IConstruct>, found: ApiObject[]): void {
  const { children } = construct.node;
  const last = children.at(-1);
  if (ApiObject.isApiObject(last) && own.has(last)) return;
  for (const child of children) {
    if (ApiObject.isApiObject(child)) {
      if (own.has(child)) continue;
      found.push(child);
    }
    findOthers(child, own, found);
  }
}
