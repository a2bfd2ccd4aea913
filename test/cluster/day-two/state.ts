import { send } from '../api';

/** What the chart makes, by the paths under which a cluster lists it everywhere. */
const LISTS = [
  ...['configmaps', 'persistentvolumeclaims', 'services', 'serviceaccounts'].map(
    (kind) => `/api/v1/${kind}`,
  ),
  ...['clusterroles', 'clusterrolebindings', 'roles', 'rolebindings'].map(
    (kind) => `/apis/rbac.authorization.k8s.io/v1/${kind}`,
  ),
  '/apis/apps/v1/deployments',
  '/apis/networking.k8s.io/v1/networkpolicies',
  '/apis/policy/v1/poddisruptionbudgets',
  '/apis/monitoring.coreos.com/v1/servicemonitors',
];

/** An object of the cluster. */
interface Live {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

async function listed(path: string): Promise<readonly Live[]> {
  const selector = encodeURIComponent('app.kubernetes.io/name=kvmini');
  const { status, body } = await send('GET', `${path}?labelSelector=${selector}`);
  if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
  // The items of a list do not say their kind.
  const kind = body.kind.replace(/List$/, '');
  return body.items.map((item: object) => ({ ...item, kind }));
}

/** All objects of a release in its namespace, and of what it makes elsewhere. */
async function live(namespace: string): Promise<readonly Live[]> {
  const all = (await Promise.all(LISTS.map(listed))).flat();
  return all.filter(
    ({ metadata }) => metadata.namespace === namespace || metadata.name.endsWith(`.${namespace}`),
  );
}

/** Them in short: `Role kvmini-harness`, `Role ml-prod/kvmini-harness.benchmark`. */
export async function objectsIn(namespace: string): Promise<readonly string[]> {
  const shown = ({ kind, metadata }: Live) => {
    const outside = metadata.namespace !== undefined && metadata.namespace !== namespace;
    return `${kind} ${outside ? `${metadata.namespace}/` : ''}${metadata.name}`;
  };
  return (await live(namespace)).map(shown).sort();
}

/** Which objects they are, and what may not change in place. */
export async function identitiesIn(namespace: string): Promise<readonly unknown[]> {
  return (await live(namespace)).map(({ kind, metadata, spec }) => {
    const { selector } = (spec ?? {}) as { readonly selector?: unknown };
    return { kind, name: metadata.name, uid: metadata.uid, selector };
  });
}

/** Their annotations, all in one. */
export async function annotationsIn(namespace: string): Promise<Readonly<Record<string, string>>> {
  return Object.assign({}, ...(await live(namespace)).map(({ metadata }) => metadata.annotations));
}

/** Them whole, but for what the cluster itself writes on: nobody touched them where it stays the same. */
export async function untouched(namespace: string): Promise<readonly unknown[]> {
  return (await live(namespace)).map(({ status: _, metadata, ...rest }) => {
    const { resourceVersion, managedFields, ...said } = metadata as Record<string, unknown>;
    return { ...rest, metadata: said };
  });
}

/** Which claim it is: another one, on another volume, would be without the results. */
export async function claimIn(namespace: string, name = 'kvmini-harness-data'): Promise<unknown> {
  const path = `/api/v1/namespaces/${namespace}/persistentvolumeclaims/${name}`;
  const { body } = await send('GET', path);
  const { metadata, spec, status } = body;
  if (metadata?.uid === undefined) throw new Error(`${path}: ${JSON.stringify(body)}`);
  return {
    uid: metadata.uid,
    volume: spec.volumeName,
    phase: status.phase,
    isBeingDeleted: metadata.deletionTimestamp !== undefined,
  };
}

/** Which claim it is, once it is bound; the cluster writes on it until then. */
export async function boundClaimIn(namespace: string, name?: string): Promise<unknown> {
  const claim = (await claimIn(namespace, name)) as { readonly phase: string };
  if (claim.phase === 'Bound') return claim;
  await new Promise((resolve) => setTimeout(resolve, 200));
  return boundClaimIn(namespace, name);
}
