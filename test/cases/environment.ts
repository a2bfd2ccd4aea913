import type { Cases } from './kubernetes';

const from = (valueFrom: unknown) => ({ extraEnv: [{ name: 'A', valueFrom }] });
const F = 'extraEnv[0].valueFrom';
const x = (length: number) => 'x'.repeat(length);

const FILES = [{ name: 'mine' }, { name: 'keys', secret: { secretName: 's' } }];
const SIDECAR = { name: 'a', image: 'a' };
const ofFile = (volumeName: string) => [
  { name: 'A', valueFrom: { fileKeyRef: { volumeName, path: 'a.env', key: 'A' } } },
];

export const ENVIRONMENT: readonly Cases[] = [
  {
    topic: 'files of which variables are read',
    at: (name: string) => ({ extraVolumes: FILES, extraEnv: ofFile(name) }),
    accepted: ['tmp', 'mine'],
    refused: [
      ['keys', `unknown-name ${F}.fileKeyRef.volumeName`],
      ['none', `unknown-name ${F}.fileKeyRef.volumeName`],
      ['config', `unknown-name ${F}.fileKeyRef.volumeName`],
      ['data', `unknown-name ${F}.fileKeyRef.volumeName`],
    ],
  },
  {
    topic: 'files of which variables are read where results are in no claim',
    at: (name: string) => ({
      persistence: { enabled: false },
      extraContainers: [{ ...SIDECAR, env: ofFile(name) }],
    }),
    accepted: ['data'],
    refused: [['config', 'unknown-name extraContainers[0].env[0].valueFrom.fileKeyRef.volumeName']],
  },
  {
    topic: 'secrets with which images are pulled',
    at: (secret: object) => ({ imagePullSecrets: [secret] }),
    accepted: [{}, { name: '' }, { name: null }, { name: 'A_B' }, { name: 'regcred' }],
    refused: [],
  },
  {
    topic: 'names of variables',
    at: (name: unknown) => ({ extraEnv: [{ name, value: 'a' }] }),
    accepted: ['A', '1A', 'a.b-c', 'a b', '..', x(1000), '~!@#$%^&*()'],
    refused: [
      ['', 'missing extraEnv[0].name'],
      ['a=b', 'wrong-format extraEnv[0].name'],
      ['é', 'wrong-format extraEnv[0].name'],
      ['a\tb', 'wrong-format extraEnv[0].name'],
    ],
  },
  {
    topic: 'sources of a variable',
    at: from,
    accepted: [
      { secretKeyRef: { name: 's', key: 'k' } },
      { configMapKeyRef: { name: 's', key: x(253), optional: true } },
      { fieldRef: { fieldPath: 'status.podIP' } },
    ],
    refused: [
      [{}, `missing ${F}`],
      [
        { secretKeyRef: { name: 's', key: 'k' }, fieldRef: { fieldPath: 'status.podIP' } },
        `conflict ${F}`,
      ],
      [{ secretKeyRef: { name: 's', key: '' } }, `missing ${F}.secretKeyRef.key`],
      [{ secretKeyRef: { name: 's', key: 'a b' } }, `wrong-format ${F}.secretKeyRef.key`],
      [{ secretKeyRef: { name: 's', key: '..a' } }, `wrong-format ${F}.secretKeyRef.key`],
      [{ configMapKeyRef: { name: 's', key: x(254) } }, `wrong-format ${F}.configMapKeyRef.key`],
      [{ secretKeyRef: { key: 'k' } }, `missing ${F}.secretKeyRef.name`],
      [{ secretKeyRef: { name: 'A_B', key: 'k' } }, `wrong-format ${F}.secretKeyRef.name`],
      [{ secretKeyref: { name: 's', key: 'k' } }, `unknown-key ${F}.secretKeyref`],
    ],
  },
  {
    topic: 'fields of the pod',
    at: (fieldPath: unknown) => from({ fieldRef: { fieldPath } }),
    accepted: [
      'metadata.name',
      'metadata.uid',
      'spec.nodeName',
      'spec.host',
      'spec.serviceAccountName',
      'status.hostIP',
      'status.hostIPs',
      'status.podIPs',
      "metadata.labels['app.kubernetes.io/name']",
      "metadata.annotations['Example.com/a']",
    ],
    refused: [
      ['', `missing ${F}.fieldRef.fieldPath`],
      ['status.podip', `not-allowed ${F}.fieldRef.fieldPath`],
      ['metadata.labels', `not-allowed ${F}.fieldRef.fieldPath`],
      ['metadata.annotations', `not-allowed ${F}.fieldRef.fieldPath`],
      ["metadata.labels['a b']", `wrong-format ${F}.fieldRef.fieldPath`],
      ["metadata.labels['Example.com/a']", `wrong-format ${F}.fieldRef.fieldPath`],
      ["spec.x['a']", `not-allowed ${F}.fieldRef.fieldPath`],
    ],
  },
  {
    topic: 'resources of the container',
    at: (resourceFieldRef: unknown) => from({ resourceFieldRef }),
    accepted: [
      { resource: 'limits.cpu' },
      { resource: 'requests.ephemeral-storage', divisor: '1Mi' },
      { resource: 'limits.cpu', divisor: '1m' },
      { resource: 'limits.memory', divisor: 1 },
      { resource: 'limits.memory', divisor: '0' },
      { resource: 'requests.hugepages-2Mi', divisor: '1Mi' },
    ],
    refused: [
      [{ resource: 'cpu' }, `not-allowed ${F}.resourceFieldRef.resource`],
      [{ resource: '' }, `missing ${F}.resourceFieldRef.resource`],
      [{ resource: 'limits.cpu', divisor: '2m' }, `not-allowed ${F}.resourceFieldRef.divisor`],
      [{ resource: 'limits.memory', divisor: '2Mi' }, `not-allowed ${F}.resourceFieldRef.divisor`],
      [{ resource: 'limits.memory', divisor: 2 }, `not-allowed ${F}.resourceFieldRef.divisor`],
      [{ resource: 'limits.memory', divisor: '1m' }, `not-allowed ${F}.resourceFieldRef.divisor`],
    ],
  },
  {
    topic: 'variables from objects',
    at: (source: unknown) => ({ extraEnvFrom: [source] }),
    accepted: [
      { secretRef: { name: 's' } },
      { prefix: 'a b', configMapRef: { name: 'c', optional: true } },
      { prefix: '', configMapRef: { name: 'c' } },
    ],
    refused: [
      [{}, 'missing extraEnvFrom[0]'],
      [{ secretRef: { name: 's' }, configMapRef: { name: 'c' } }, 'conflict extraEnvFrom[0]'],
      [{ secretRef: {} }, 'missing extraEnvFrom[0].secretRef.name'],
      [{ prefix: 'a=', secretRef: { name: 's' } }, 'wrong-format extraEnvFrom[0].prefix'],
    ],
  },
];
