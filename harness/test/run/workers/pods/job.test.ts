import { expect, test } from 'vitest';
import { orderSecret, workersJob } from '../../../../src/run/workers/pods/job';
import { ownPlaces, podTemplate, workerLabels } from '../../../../src/run/workers/pods/template';
import { harnessPod, NO_WISHES } from './made-pod';

test("a worker's pod is the harness's own, but for its data, its token and what runs beside it", () => {
  const { metadata, spec } = podTemplate(harnessPod(), NO_WISHES, 'the-secret') as {
    metadata: object;
    spec: Record<string, unknown>;
  };
  expect(metadata).toEqual({
    labels: {
      'app.kubernetes.io/name': 'kvmini-worker',
      'app.kubernetes.io/instance': 'kvmini-harness',
      team: 'ml',
    },
    annotations: { 'sidecar.istio.io/inject': 'false' },
  });
  expect(spec).toEqual({
    serviceAccountName: 'kvmini-harness',
    securityContext: { runAsUser: 65534 },
    imagePullSecrets: [{ name: 'login' }],
    nodeSelector: { arch: 'amd64' },
    tolerations: [{ key: 'dedicated', operator: 'Exists' }],
    priorityClassName: 'low',
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    containers: [
      {
        name: 'worker',
        image: 'kvmini/kvmini-harness:1.0.0',
        imagePullPolicy: 'IfNotPresent',
        workingDir: '/opt/kvmini',
        env: [{ name: 'KVMINI_NAMESPACE', value: 'ml' }],
        envFrom: [{ secretRef: { name: 'keys' } }],
        resources: { limits: { cpu: '2' } },
        securityContext: { readOnlyRootFilesystem: true },
        command: ['kvmini', 'worker'],
        args: ['--order', '/var/run/kvmini-run/order.json'],
        terminationMessagePolicy: 'FallbackToLogsOnError',
        volumeMounts: [
          { name: 'config', mountPath: '/opt/kvmini', readOnly: true },
          { name: 'tmp', mountPath: '/tmp' },
          { name: 'prompts', mountPath: '/prompts' },
          { name: 'worker-data', mountPath: '/data' },
          { name: 'order', mountPath: '/var/run/kvmini-run', readOnly: true },
        ],
      },
    ],
    volumes: [
      { name: 'config', configMap: { name: 'kvmini-harness-config' } },
      { name: 'tmp', emptyDir: {} },
      { name: 'prompts', configMap: { name: 'prompts' } },
      { name: 'worker-data', emptyDir: {} },
      { name: 'order', secret: { secretName: 'the-secret' } },
    ],
  });
});

test('what the values say of workers takes the place of what the pod has', () => {
  const wishes = {
    resources: { requests: { cpu: '1' } },
    nodeSelector: { pool: 'load' },
    tolerations: [{ key: 'load' }],
    topologySpreadConstraints: [
      { topologyKey: 'zone' },
      { topologyKey: 'host', labelSelector: { matchLabels: { a: 'b' } } },
    ],
  };
  const { spec } = podTemplate(harnessPod(), wishes, 's') as {
    spec: { containers: { resources: object }[] } & typeof wishes;
  };
  expect(spec.containers[0]?.resources).toEqual({ requests: { cpu: '1' } });
  expect([spec.nodeSelector, spec.tolerations]).toEqual([{ pool: 'load' }, [{ key: 'load' }]]);
  expect(spec.topologySpreadConstraints).toEqual([
    {
      topologyKey: 'zone',
      labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'kvmini-worker' } },
    },
    { topologyKey: 'host', labelSelector: { matchLabels: { a: 'b' } } },
  ]);
});

test('the Job is suspended, makes each pod once, and goes with its coordinator; its Secret goes with it', () => {
  const pod = harnessPod();
  const job = workersJob({ name: 'run-workers', pod, wishes: NO_WISHES, of: 4, timeoutMs: 90_500 });
  expect(job).toMatchObject({
    metadata: {
      name: 'run-workers',
      ownerReferences: [
        {
          ...{ apiVersion: 'v1', kind: 'Pod', name: pod.metadata.name, uid: 'the-uid' },
          ...{ controller: false, blockOwnerDeletion: false },
        },
      ],
    },
    spec: {
      ...{ suspend: true, completionMode: 'Indexed', completions: 4, parallelism: 4 },
      ...{ backoffLimit: 0, podReplacementPolicy: 'Failed', activeDeadlineSeconds: 91 + 60 },
    },
  });
  const made = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'run-workers', uid: 'j' } };
  const address = { host: '10.0.0.1', port: 4711 };
  const order = { address, token: 'ab', folder: '/data', leaseMs: 15_000 };
  expect(orderSecret(made, pod, order)).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'run-workers',
      labels: workerLabels(pod),
      ownerReferences: [
        {
          ...{ apiVersion: 'batch/v1', kind: 'Job', name: 'run-workers', uid: 'j' },
          ...{ controller: false, blockOwnerDeletion: false },
        },
      ],
    },
    immutable: true,
    stringData: { 'order.json': JSON.stringify(order) },
  });
});

test('files on claims, and of the data, are of the harness alone; a pod without the harness is refused', () => {
  expect(ownPlaces(harnessPod())).toEqual(['/data', '/archive']);
  const pod = harnessPod();
  const other = { ...pod, spec: { ...pod.spec, containers: [{ name: 'other' }] } };
  expect(() => podTemplate(other, NO_WISHES, 's')).toThrow(
    '--pods: the pod kvmini-harness-5d9c-abcde has no container called kvmini',
  );
});

test("a run's pod is a Job's, beside the harness: its workers are neither", () => {
  const beside = {
    labelSelector: {
      matchLabels: {
        'app.kubernetes.io/name': 'kvmini',
        'app.kubernetes.io/instance': 'kvmini-harness',
      },
    },
    topologyKey: 'kubernetes.io/hostname',
  };
  const other = { labelSelector: { matchLabels: { app: 'cache' } }, topologyKey: 'zone' };
  const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
  const ofJob = (terms: readonly object[], more = {}) => {
    const { metadata, spec } = harnessPod();
    const labels = {
      ...{ 'app.kubernetes.io/name': 'kvmini-run', 'app.kubernetes.io/instance': 'kvmini-harness' },
      ...{ 'job-name': 'n', 'controller-uid': 'u', 'batch.kubernetes.io/job-name': 'n' },
      'batch.kubernetes.io/controller-uid': 'u',
    };
    const affinity = { podAffinity: { [REQUIRED]: terms }, ...more };
    const pod = { metadata: { ...metadata, labels }, spec: { ...spec, affinity } };
    return podTemplate(pod, NO_WISHES, 's') as {
      metadata: { labels: object };
      spec: { affinity?: object };
    };
  };
  const { metadata, spec } = ofJob([beside]);
  expect(metadata.labels).toEqual({
    'app.kubernetes.io/name': 'kvmini-run-worker',
    'app.kubernetes.io/instance': 'kvmini-harness',
  });
  expect(spec).not.toHaveProperty('affinity');
  const nodeAffinity = { preferredDuringSchedulingIgnoredDuringExecution: [] };
  expect(ofJob([other, beside], { nodeAffinity }).spec.affinity).toEqual({
    podAffinity: { [REQUIRED]: [other] },
    nodeAffinity,
  });
});
