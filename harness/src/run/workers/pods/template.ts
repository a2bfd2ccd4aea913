import { CONTAINER, MOUNTS, workerName } from 'kvmini-contract/pod-layout';
import { RunError } from '../../../errors';
import { affinityOf } from './affinity';
import type { Container, Fields, Mount, Pod, Volume } from './shapes';

/** How workers' pods differ from the harness's own, as the chart's values say. */
export interface PodWishes {
  readonly resources: Fields;
  readonly nodeSelector: Fields;
  readonly tolerations: readonly Fields[];
  readonly topologySpreadConstraints: readonly Fields[];
}

/** Where a worker finds its order. */
export const ORDER = { folder: '/var/run/kvmini-run', key: 'order.json' } as const;

/** The container of a worker in its pod. */
export const WORKER_CONTAINER = 'worker';

const NAME_LABEL = 'app.kubernetes.io/name';
/** Labels that say which controller a pod belongs to. */
const LABELS_OF_CONTROLLERS = [
  ...['pod-template-hash', 'controller-revision-hash'],
  ...['job-name', 'controller-uid', 'batch.kubernetes.io/job-name'],
  ...['batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-completion-index'],
];
/** Annotations of a pod that its user did not write: those of the chart, of networks, and of what was injected into it. */
const FOREIGN_ANNOTATIONS =
  /^(checksum\/|kubectl\.kubernetes\.io\/|kubernetes\.io\/|cni\.projectcalico\.org\/|k8s\.v1\.cni\.cncf\.io\/|k8s\.ovn\.org\/|sidecar\.istio\.io\/status$|istio\.io\/rev$|openshift\.io\/)/;

/** What of the pod's own spec holds for its workers as it is. */
const SAME = [
  ...['serviceAccountName', 'securityContext', 'imagePullSecrets', 'nodeSelector'],
  ...['tolerations', 'priorityClassName', 'schedulerName', 'runtimeClassName', 'dnsPolicy'],
  ...['dnsConfig', 'hostAliases', 'enableServiceLinks'],
];
/** What of its container. */
const SAME_IN_CONTAINER = [
  ...['image', 'imagePullPolicy', 'workingDir', 'env', 'envFrom', 'resources', 'securityContext'],
];

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.filter((name) => name in fields).map((name) => [name, fields[name]]));

const isFilled = (fields: Fields | readonly unknown[]) => Object.keys(fields).length > 0;

/** The labels of workers' pods: the pod's own with another name, so that no selector of its release takes them. */
export function workerLabels({ metadata: { labels = {} } }: Pod): Readonly<Record<string, string>> {
  const own = Object.entries(labels).filter(([key]) => !LABELS_OF_CONTROLLERS.includes(key));
  return { ...Object.fromEntries(own), [NAME_LABEL]: workerName(labels[NAME_LABEL] ?? CONTAINER) };
}

/**
 * The pods of a run's workers: as the harness's own pod, but for its data, its account's token and what runs beside it.
 *
 * @param secret the name of the Secret with the workers' order
 * @throws RunError where the pod is not one of the harness
 */
export function podTemplate(pod: Pod, wishes: PodWishes, secret: string): Fields {
  const own = ownContainer(pod);
  const { volumes, mounts } = storage(pod, own);
  const { nodeSelector, tolerations, resources, topologySpreadConstraints } = wishes;
  const labels = workerLabels(pod);
  const order = { name: 'order', mountPath: ORDER.folder, readOnly: true };
  return {
    metadata: { labels, ...annotationsOf(pod) },
    spec: {
      ...pick(pod.spec, SAME),
      ...affinityOf(pod),
      ...(isFilled(nodeSelector) && { nodeSelector }),
      ...(isFilled(tolerations) && { tolerations }),
      ...(isFilled(topologySpreadConstraints) && {
        topologySpreadConstraints: topologySpreadConstraints.map((constraint) => ({
          labelSelector: { matchLabels: { [NAME_LABEL]: labels[NAME_LABEL] } },
          ...constraint,
        })),
      }),
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      containers: [
        {
          name: WORKER_CONTAINER,
          ...pick(own, SAME_IN_CONTAINER),
          ...(isFilled(resources) && { resources }),
          command: ['kvmini', 'worker'],
          args: ['--order', `${ORDER.folder}/${ORDER.key}`],
          // How it ended is told by its last words.
          terminationMessagePolicy: 'FallbackToLogsOnError',
          volumeMounts: [...mounts, order],
        },
      ],
      volumes: [...volumes, { name: 'order', secret: { secretName: secret } }],
    },
  };
}

/**
 * The container of the harness in its pod.
 *
 * @throws RunError where there is none
 */
export function ownContainer({ metadata, spec }: Pod): Container {
  const own = spec.containers.find(({ name }) => name === CONTAINER);
  if (own) return own;
  throw new RunError(
    `--pods: the pod ${metadata.name} has no container called ${CONTAINER}, of which the workers could be made`,
  );
}

function annotationsOf({ metadata: { annotations = {} } }: Pod): Fields {
  const own = Object.entries(annotations).filter(([key]) => !FOREIGN_ANNOTATIONS.test(key));
  return own.length > 0 ? { annotations: Object.fromEntries(own) } : {};
}

/** Whether a volume is one that many pods can have: a claim is the harness's own. */
const isShared = (volume: Volume) => !('persistentVolumeClaim' in volume);

/** What workers see of the pod's volumes: all but claims and the account's token, with an empty folder for data. */
function storage({ spec }: Pod, { volumeMounts = [] }: Container) {
  const shared = new Map((spec.volumes ?? []).filter(isShared).map((each) => [each.name, each]));
  const mounts = volumeMounts.filter(
    ({ name, mountPath }) =>
      shared.has(name) && mountPath !== MOUNTS.data && mountPath !== MOUNTS['service-account'],
  );
  const volumes = [...new Set(mounts.map(({ name }) => name))].map((name) => shared.get(name));
  const data = { name: 'worker-data', mountPath: MOUNTS.data };
  return {
    mounts: [...mounts, data],
    volumes: [...volumes, { name: data.name, emptyDir: {} }],
  };
}

/** The places of a pod that its workers do not have: those on claims, and its data. */
export function ownPlaces(pod: Pod): string[] {
  const claims = (pod.spec.volumes ?? []).filter((volume) => !isShared(volume));
  const mounts: readonly Mount[] = ownContainer(pod).volumeMounts ?? [];
  const onClaims = mounts.filter(({ name }) => claims.some((claim) => claim.name === name));
  return [...new Set([MOUNTS.data, ...onClaims.map(({ mountPath }) => mountPath)])];
}
