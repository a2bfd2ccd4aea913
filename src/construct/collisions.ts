import type { IConstruct } from 'constructs';
import { isClusterScoped, type Manifest } from '../resources/manifest';
import { ValuesError } from '../validation/values-error';

type Objects = Readonly<Record<string, Manifest | undefined>>;

/** By app: which harness makes an object. */
const makers = new WeakMap<IConstruct, Map<string, IConstruct>>();

function identity(manifest: Manifest): string {
  const { kind, metadata } = manifest;
  if (isClusterScoped(manifest)) return `${kind} ${metadata.name}`;
  return `${kind} ${metadata.name} in namespace ${metadata.namespace ?? 'default'}`;
}

/** Kind, name and namespace of each object: what no other may have. */
export function identities(objects: Objects): readonly string[] {
  return Object.values(objects).flatMap((manifest) => (manifest ? [identity(manifest)] : []));
}

/** Whether a construct is still where it was added: `tryRemoveChild` leaves no other trace. */
function isInTree(construct: IConstruct): boolean {
  const { scope, id } = construct.node;
  return scope === undefined || (scope.node.tryFindChild(id) === construct && isInTree(scope));
}

/**
 * Refuses a harness whose objects would overwrite those of another one in the same app.
 *
 * @throws {@link ValuesError}
 */
export function refuseCollisions(scope: IConstruct, own: readonly string[]): void {
  const known = makers.get(scope.node.root);
  const issues = own.flatMap((object) => {
    const maker = known?.get(object);
    if (maker === undefined || !isInTree(maker)) return [];
    const message = `${object} is made by the harness at ${maker.node.path} already; give one of them another releaseName, namespace or fullnameOverride`;
    return [{ code: 'duplicate', path: 'releaseName', message } as const];
  });
  if (issues.length > 0) throw new ValuesError(`kvmini in ${scope.node.path || 'the app'}`, issues);
}

/** Remembers what a harness makes, for the next one. */
export function remember(harness: IConstruct, own: readonly string[]): void {
  const { root } = harness.node;
  const known = makers.get(root) ?? new Map<string, IConstruct>();
  makers.set(root, known);
  for (const object of own) known.set(object, harness);
}
