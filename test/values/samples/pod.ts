import * as fc from 'fast-check';
import type { KvminiValues } from '../../../src';
import { upTo } from '../../arbitraries/basics';
import * as kubernetes from '../../arbitraries/kubernetes';
import { annotations, dnsSubdomain, labels, tag } from '../../arbitraries/text';
import { COUPLED, type Samples } from './sample';

const scratch = { extraVolumes: [{ name: 'scratch', emptyDir: { medium: 'Memory' } }] };

/** The values of the pod and its container. */
export const podSamples = {
  image: {
    repository: {
      example: 'registry.example:5000/team/harness',
      cases: ['registry:5000/team/kvmini'],
      arbitrary: fc.constantFrom('kvmini', 'registry.example.com:5000/a/b_c', 'a/b-c.d'),
    },
    tag: {
      example: '1.10',
      cases: ['', '1.10', `v1@sha256:${'0'.repeat(64)}`],
      arbitrary: tag(),
    },
    pullPolicy: {
      example: 'Always',
      cases: ['Always', 'Never'],
      arbitrary: fc.constantFrom('Always', 'IfNotPresent', 'Never'),
    },
  },
  imagePullSecrets: {
    example: [{ name: 'registry-login' }],
    cases: [[{ name: 'one' }, { name: 'two' }]],
    arbitrary: upTo(2, kubernetes.localObjectReference()),
  },
  resources: {
    requests: {
      example: { cpu: 2, memory: '4Gi', 'ephemeral-storage': '1Gi', 'nvidia.com/gpu': 1 },
      cases: [{ cpu: '500m' }, { memory: '512Mi' }, { 'ephemeral-storage': '1Gi' }],
      arbitrary: COUPLED,
    },
    limits: {
      example: { cpu: '4', memory: '8Gi', 'ephemeral-storage': '2Gi', 'nvidia.com/gpu': 1 },
      cases: [{ cpu: 4 }, { memory: '8Gi' }, { 'ephemeral-storage': '2Gi' }],
      arbitrary: COUPLED,
    },
  },
  podAnnotations: {
    example: { 'example.com/note': 'a benchmark' },
    cases: [{ 'example.com/a': 'x: {{ y }}' }],
    arbitrary: annotations(),
  },
  podLabels: {
    example: { team: 'ml' },
    cases: [{ team: 'ml', version: '1' }],
    arbitrary: labels(),
  },
  podSecurityContext: {
    example: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 },
    cases: [
      { fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' },
      { seccompProfile: null, runAsGroup: null },
    ],
    arbitrary: kubernetes.podSecurityContext(),
  },
  securityContext: {
    example: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    cases: [{ runAsUser: 1000, capabilities: { add: ['CHOWN'] } }],
    arbitrary: kubernetes.securityContext(),
  },
  nodeSelector: {
    example: { 'kubernetes.io/arch': 'amd64' },
    cases: [{ 'kubernetes.io/arch': 'amd64' }],
    arbitrary: labels(),
  },
  tolerations: {
    example: [{ key: 'dedicated', operator: 'Equal', value: 'bench', effect: 'NoSchedule' }],
    cases: [
      [{ key: 'nvidia.com/gpu', operator: 'Exists' }],
      [{ key: 'a', effect: 'NoExecute', tolerationSeconds: 3_000_000_000 }],
    ],
    arbitrary: upTo(3, kubernetes.toleration()),
  },
  affinity: {
    example: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              topologyKey: 'kubernetes.io/hostname',
              labelSelector: { matchLabels: { app: 'vllm' } },
            },
          },
        ],
      },
    },
    cases: [
      {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey: 'zone' } },
          ],
        },
        podAffinity: {},
      },
    ],
    arbitrary: kubernetes.affinity(),
  },
  topologySpreadConstraints: {
    example: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'bench' } },
      },
    ],
    cases: [
      [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: {} }],
    ],
    arbitrary: upTo(2, kubernetes.topologySpreadConstraint()),
  },
  priorityClassName: {
    example: 'low-priority',
    cases: ['high'],
    arbitrary: fc.oneof(fc.constant(''), dnsSubdomain()),
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
} satisfies Partial<Samples<KvminiValues>>;
