import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { describeObject, type Identified, identity } from '../resources/identity';
import type { Manifest } from '../resources/manifest';
import { ValuesError } from '../validation/values-error';
import { countPatches, identified, isRenamed } from './identity';

/** What the harnesses of one app make. */
interface Made {
  /** By what nobody else may be called. */
  readonly byIdentity: Map<string, ApiObject>;
  readonly objects: Set<IConstruct>;
}

const apps = new WeakMap<IConstruct, Made>();

const REMEDY =
  'give one of them another name: a harness by releaseName, namespace or fullnameOverride, a run by name';

/** The constructs of runs; others that make objects are harnesses. */
const runs = new WeakSet<IConstruct>();

/** Whether a construct is still where it was added: `tryRemoveChild` leaves no other trace. */
function isInTree(construct: IConstruct): boolean {
  const { scope, id } = construct.node;
  return scope === undefined || (scope.node.tryFindChild(id) === construct && isInTree(scope));
}

function makerOf({ node: { scope } }: ApiObject): string {
  return `the ${scope && runs.has(scope) ? 'run' : 'harness'} at ${scope?.node.path}`;
}

/**
 * Refuses a harness whose objects would overwrite those of another one in the same app.
 *
 * @param path the prop that names them
 * @throws {@link ValuesError}
 */
export function refuseCollisions(
  scope: IConstruct,
  objects: readonly Manifest[],
  path = 'releaseName',
): void {
  const known = apps.get(scope.node.root)?.byIdentity;
  const issues = objects.flatMap((manifest) => {
    const other = known?.get(identity(manifest));
    if (other === undefined || !isInTree(other)) return [];
    const message = `${describeObject(manifest)} is made by ${makerOf(other)} already; ${REMEDY}`;
    return [{ code: 'duplicate', path, message } as const];
  });
  if (issues.length > 0) throw new ValuesError(`kvmini in ${scope.node.path || 'the app'}`, issues);
}

/** Remembers the objects of a run as {@link remember} does. */
export function rememberRun(run: IConstruct): void {
  runs.add(run);
  remember(run);
}

/** Remembers the objects of a harness, for the next one and for the app's synth. */
export function remember(harness: IConstruct): void {
  const { root } = harness.node;
  const made = apps.get(root) ?? watch(root);
  for (const object of harness.node.children as ApiObject[]) {
    made.byIdentity.set(identity(identified(object)), object);
    made.objects.add(object);
    watchOwn(object, made);
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
  return collisionsOf(others, made);
}

const NONE: string[] = [];

/**
 * Has an object of a harness checked for objects that somebody added below it, and for a name that a patch gave it.
 *
 * Most have neither. With a hundred charts this is asked some hundred thousand times, so it must not do more.
 */
function watchOwn(own: ApiObject, made: Made): void {
  const ownPatches = countPatches(own);
  const isAsMade = () => own.node.children.length === 0 && countPatches(own) === ownPatches;
  const check = () => [...collisionsOf(objectsBelow(own), made), ...renamedCollisions(own)];
  own.node.addValidation({ validate: () => (isAsMade() ? NONE : check()) });
}

/** What else is called as an object of a harness is by now, which a patch gave another name. */
function renamedCollisions(own: ApiObject): string[] {
  if (!isRenamed(own)) return [];
  const manifest = identified(own);
  const key = identity(manifest);
  return objectsBelow(own.node.root)
    .filter((other) => other !== own && identity(identified(other)) === key)
    .map((other) => describeCollision(manifest, own, other));
}

const objectsBelow = (construct: IConstruct): ApiObject[] =>
  construct.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .filter((each) => each !== construct);

function collisionsOf(others: readonly ApiObject[], { byIdentity }: Made): string[] {
  return others.flatMap((object) => {
    const manifest = identified(object);
    const key = identity(manifest);
    const own = byIdentity.get(key);
    const isTaken = own !== undefined && isInTree(own) && identity(identified(own)) === key;
    return isTaken ? [describeCollision(manifest, own, object)] : [];
  });
}

const describeCollision = (manifest: Identified, own: ApiObject, other: ApiObject): string =>
  `${describeObject(manifest)} is made by ${makerOf(own)}, and by ${other.node.path} as well; ${REMEDY}`;

/**
 * Finds all objects below a construct that no harness made.
 *
 * cdk8s validates the whole app again for each chart, so a harness's own objects are not even looked at: where the last
 * child is one of them, all are. What is below one of them is its own to look for, when cdk8s comes to it.
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
