import { kubectlPrints } from '../cluster';

/** Kinds that the chart makes, and of which the cluster is asked. */
const KINDS = [
  ...['clusterrole', 'clusterrolebinding', 'configmap', 'deployment', 'networkpolicy'],
  ...['persistentvolumeclaim', 'poddisruptionbudget', 'role', 'rolebinding', 'service'],
  ...['serviceaccount', 'servicemonitor'],
].join(',');

/** An object of the cluster. */
interface Live {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
  };
  readonly [field: string]: unknown;
}

/** All objects of a release in its namespace, and of what it makes elsewhere. */
async function live(namespace: string): Promise<readonly Live[]> {
  const label = 'app.kubernetes.io/name=kvmini';
  const printed = await kubectlPrints(['get', KINDS, '-A', '-l', label, '-o', 'json']);
  const all: readonly Live[] = JSON.parse(printed).items;
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

/** Them whole, but for what the cluster itself writes on: nobody touched them where it stays the same. */
export async function untouched(namespace: string): Promise<readonly unknown[]> {
  return (await live(namespace)).map(({ status: _, metadata, ...rest }) => {
    const { resourceVersion, managedFields, ...said } = metadata as Record<string, unknown>;
    return { ...rest, metadata: said };
  });
}

/** Which claim it is: another one, on another volume, would be without the results. */
export async function claimIn(namespace: string, name = 'kvmini-harness-data'): Promise<unknown> {
  const printed = await kubectlPrints(['get', 'pvc', name, '-n', namespace, '-o', 'json']);
  const { metadata, spec, status } = JSON.parse(printed);
  return {
    uid: metadata.uid,
    volume: spec.volumeName,
    phase: status.phase,
    isBeingDeleted: metadata.deletionTimestamp !== undefined,
  };
}
