import type { KvminiValues } from '../../../src';
import { upTo } from '../../arbitraries/basics';
import * as kubernetes from '../../arbitraries/kubernetes';
import { extraObjects } from '../../arbitraries/objects';
import { COUPLED, type Samples } from './sample';

const scratch = { extraVolumes: [{ name: 'scratch', emptyDir: { medium: 'Memory' } }] };

/** What a user adds to the pod and beside it. */
export const extraSamples = {
  initContainers: {
    example: [{ name: 'wait', image: 'busybox:1.37', command: ['sh', '-c', 'sleep 1'] }],
    cases: [
      [
        {
          name: 'proxy',
          image: 'proxy:1',
          restartPolicy: 'Always',
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        },
      ],
    ],
    arbitrary: COUPLED,
  },
  extraContainers: {
    example: [{ name: 'shell', image: 'busybox:1.37', args: ['sleep', 'infinity'] }],
    cases: [[{ name: 'a', image: 'b', env: [{ name: 'A', value: '1' }], tty: true }]],
    arbitrary: COUPLED,
  },
  extraEnv: {
    example: [
      { name: 'HF_TOKEN', valueFrom: { secretKeyRef: { name: 'hugging-face', key: 'token' } } },
    ],
    cases: [
      [
        { name: 'HF_TOKEN', valueFrom: { secretKeyRef: { name: 'hf', key: 'token' } } },
        { name: 'EMPTY', value: '' },
        { name: 'NONE' },
      ],
    ],
    arbitrary: kubernetes.envVars(),
  },
  extraEnvFrom: {
    example: [{ secretRef: { name: 'api-keys', optional: true } }],
    cases: [[{ prefix: 'A_', secretRef: { name: 'keys', optional: true } }]],
    arbitrary: upTo(2, kubernetes.envFromSource()),
  },
  extraVolumes: {
    example: [{ name: 'custom-profile', configMap: { name: 'custom-profile' } }],
    cases: [scratch.extraVolumes],
    arbitrary: COUPLED,
  },
  extraVolumeMounts: {
    example: [{ name: 'custom-profile', mountPath: '/profiles/custom', readOnly: true }],
    cases: [[{ name: 'data', mountPath: '/more', readOnly: true }]],
    among: [
      { ...scratch, extraVolumeMounts: [{ name: 'scratch', mountPath: '/a', subPath: 'b' }] },
    ],
    arbitrary: COUPLED,
  },
  extraObjects: {
    example: [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'api-keys', labels: { team: 'ml' } },
        stringData: { OPENAI_API_KEY: 'from-the-golden-file' },
      },
    ],
    cases: [
      [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: '1' } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'b' } },
        { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'a' }, spec: {} },
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', namespace: 'b' } },
        { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'a' } },
        { apiVersion: 'example.com/v1', kind: 'Node', metadata: { name: 'a' } },
        { apiVersion: 'example.com/v1', kind: 'Policy', metadata: { name: 'a', namespace: '' } },
      ],
    ],
    arbitrary: extraObjects(),
  },
} satisfies Partial<Samples<KvminiValues>>;
