import * as fc from 'fast-check';
import type { KvminiValues } from '../../../src';
import { upTo } from '../../arbitraries/basics';
import * as kubernetes from '../../arbitraries/kubernetes';
import * as objects from '../../arbitraries/objects';
import { annotations, dnsSubdomain, labels, tag, text } from '../../arbitraries/text';
import { COUPLED, type Samples } from './sample';

/** The values of the pod and its container. */
export const podSamples = {
  image: {
    registry: {
      example: 'registry.example.com:5000',
      cases: ['registry.example.com:5000', 'a.b/c'],
      arbitrary: fc.constantFrom('', 'registry.example.com:5000', 'ghcr.io/team', 'Host'),
    },
    repository: {
      example: 'team/harness',
      cases: ['registry:5000/team/kvmini'],
      among: [
        { image: { registry: 'of.one', repository: 'localhost/kvmini' } },
        { image: { registry: 'of.one', repository: 'Host/kvmini' } },
        { image: { registry: 'of.one', repository: 'team/a.b' } },
      ],
      arbitrary: fc.constantFrom('kvmini', 'registry.example.com:5000/a/b_c', 'a/b-c.d'),
    },
    tag: {
      example: '1.10',
      cases: ['', '1.10', `v1@sha256:${'0'.repeat(64)}`],
      arbitrary: tag(),
    },
    digest: {
      example: `sha256:${'0123456789abcdef'.repeat(4)}`,
      cases: [`sha256:${'f'.repeat(64)}`],
      arbitrary: fc.constantFrom('', `sha256:${'0e1'.repeat(21)}a`),
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
  deploymentAnnotations: {
    example: { 'reloader.example.com/auto': 'true' },
    cases: [{ a: 'b' }],
    arbitrary: annotations(),
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
    arbitrary: kubernetes.topologySpreadConstraints(),
  },
  priorityClassName: {
    example: 'low-priority',
    cases: ['high'],
    arbitrary: fc.oneof(fc.constant(''), dnsSubdomain()),
  },
  schedulerName: { example: 'volcano', cases: ['true'], arbitrary: text() },
  runtimeClassName: {
    example: 'gvisor',
    cases: ['gvisor'],
    arbitrary: fc.oneof(fc.constant(''), dnsSubdomain()),
  },
  dnsPolicy: {
    example: 'None',
    cases: ['Default', 'ClusterFirstWithHostNet'],
    among: [{ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.10'] } }],
    arbitrary: COUPLED,
  },
  dnsConfig: {
    example: { nameservers: ['10.96.0.10'], searches: ['ml-prod.svc.cluster.local'] },
    cases: [{ options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }] }],
    arbitrary: COUPLED,
  },
  hostAliases: {
    example: [{ ip: '10.1.2.3', hostnames: ['gateway.example.com'] }],
    cases: [[{ ip: '10.1.2.3', hostnames: ['a', 'b'] }, { ip: 'fd00::1' }]],
    arbitrary: upTo(2, objects.hostAlias()),
  },
  enableServiceLinks: {
    example: false,
    cases: [false, true],
    arbitrary: fc.constantFrom<'' | boolean>('', true, false),
  },
  terminationGracePeriodSeconds: {
    example: 120,
    cases: [0, 3_000_000],
    // A pause before the end, as `lifecycle` has it, is part of this time.
    arbitrary: fc.oneof(fc.constant('' as const), fc.integer({ min: 5, max: 1_000_000 })),
  },
  revisionHistoryLimit: {
    example: 3,
    cases: [0, 2_000_000],
    arbitrary: fc.oneof(fc.constant('' as const), fc.nat()),
  },
  livenessProbe: {
    example: { initialDelaySeconds: 10, httpGet: { path: '/healthz?deep' } },
    cases: [{ periodSeconds: 5 }, { exec: { command: ['true'] } }],
    arbitrary: objects.livenessProbe(),
  },
  readinessProbe: {
    example: { failureThreshold: 5, tcpSocket: { port: 'http' } },
    cases: [{ successThreshold: 2 }, { httpGet: { port: 8080, scheme: 'HTTPS' } }],
    arbitrary: objects.livenessProbe(),
  },
  startupProbe: {
    example: { failureThreshold: 30, httpGet: { path: '/healthz', port: 'http' } },
    cases: [{ grpc: { port: 8080 } }],
    arbitrary: objects.startupProbe(),
  },
  lifecycle: {
    example: { preStop: { exec: { command: ['sleep', '5'] } } },
    cases: [
      { postStart: { httpGet: { path: '/', port: 'http' } }, preStop: { sleep: { seconds: 5 } } },
    ],
    arbitrary: objects.lifecycle(),
  },
} satisfies Partial<Samples<KvminiValues>>;
