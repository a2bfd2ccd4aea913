import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { kubectl, kubectlOrThrow } from '../../tools/cluster/kubectl';
import { access, folder, prints } from './shell';

/** Applies objects. */
export const apply = (...items: readonly object[]) =>
  kubectlOrThrow(
    access,
    ['apply', '-f', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  );

/** Makes a namespace that takes only pods that keep to Pod Security's "restricted". */
export async function restrictedNamespace(name: string): Promise<void> {
  await kubectl(access, ['create', 'namespace', name]);
  const label = 'pod-security.kubernetes.io/enforce=restricted';
  await kubectlOrThrow(access, ['label', '--overwrite', 'namespace', name, label]);
}

let volumes = 0;

/**
 * Makes a volume for one claim: the node has no provisioner.
 *
 * @returns its folder on this machine
 */
export async function volume(storageClassName = '', capacity = '100Gi'): Promise<string> {
  const name = `hand-made-${++volumes}-${process.pid}`;
  const path = join(folder, 'volumes', name);
  mkdirSync(path, { recursive: true });
  // fsGroup changes nothing in a hostPath.
  chmodSync(path, 0o777);
  const spec = {
    capacity: { storage: capacity },
    accessModes: ['ReadWriteOnce', 'ReadWriteMany'],
    storageClassName,
    persistentVolumeReclaimPolicy: 'Retain',
    hostPath: { path },
  };
  await apply({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name }, spec });
  return path;
}

/** Removes what releases of the harness left in a namespace, and keeps what the user made there. */
export async function removeReleases(namespace: string): Promise<void> {
  const kinds = 'deployment,service,configmap,persistentvolumeclaim,serviceaccount,servicemonitor';
  const flags = `-n ${namespace} -l app.kubernetes.io/name=kvmini --timeout=90s`;
  await prints(`kubectl delete ${kinds} ${flags} && kubectl wait --for=delete pod ${flags}`);
}

/** Waits until all Deployments of the harness in a namespace run. */
export const rolledOut = (namespace: string) =>
  prints(
    `kubectl rollout status deployment -n ${namespace} -l app.kubernetes.io/name=kvmini --timeout=120s`,
  );

/** The name of the harness's pod: not of one that ends, which runs for a while yet. */
export async function podOf(namespace: string): Promise<string> {
  const pods = `kubectl get pods -n ${namespace} -l app.kubernetes.io/name=kvmini --field-selector=status.phase=Running -o json`;
  const { items }: { items: { metadata: { name: string; deletionTimestamp?: string } }[] } =
    JSON.parse(await prints(pods));
  const pod = items.find(({ metadata }) => metadata.deletionTimestamp === undefined);
  if (!pod) throw new Error(`no pod of the harness runs in ${namespace}`);
  return pod.metadata.name;
}

/** Removes namespaces: other tests need the node's CPUs. */
export const removeNamespaces = (...names: readonly string[]) =>
  prints(`kubectl delete namespace ${names.join(' ')} --ignore-not-found --wait=false`);
