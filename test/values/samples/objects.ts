import * as fc from 'fast-check';
import type { KvminiValues, KvminiValuesInput } from '../../../src';
import { often, upTo } from '../../arbitraries/basics';
import { networkPolicyPeer } from '../../arbitraries/kubernetes';
import { egressRule } from '../../arbitraries/objects';
import { annotations, dnsLabel, dnsSubdomain, labels } from '../../arbitraries/text';
import { COUPLED, type Samples } from './sample';

const url = { nonResourceURLs: ['/metrics'], verbs: ['get'] };
const pods = { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] };

const SNAPSHOT = {
  kind: 'VolumeSnapshot',
  name: 'before',
  apiGroup: 'snapshot.storage.k8s.io',
};

const loadBalancer = (values: KvminiValuesInput['service']): KvminiValuesInput => ({
  service: { type: 'LoadBalancer', ...values },
});

/** A name that stands for the chart's own where it is empty. */
const nameOrEmpty = () => fc.oneof(fc.constant(''), dnsSubdomain());

/** The values of the objects beside the pod. */
export const objectSamples = {
  persistence: {
    enabled: { example: true, cases: [false], arbitrary: often() },
    retain: { example: false, cases: [false], arbitrary: fc.boolean() },
    size: {
      example: '50Gi',
      cases: ['50Gi', 1e9],
      arbitrary: fc.constantFrom('10Gi', '500Mi', '1e9', '0.5Ti', 5_000_000_000, 1e21),
    },
    storageClass: {
      example: 'fast-ssd',
      cases: ['-', 'fast-ssd'],
      arbitrary: fc.oneof(fc.constantFrom('', '-', 'true', '1'), dnsLabel()),
    },
    accessMode: {
      example: 'ReadWriteMany',
      cases: ['ReadWriteOncePod', 'ReadWriteMany'],
      // ReadWriteOncePod goes with few replicas, ReadOnlyMany with a claim of the user's.
      arbitrary: fc.constantFrom('ReadWriteOnce', 'ReadWriteMany'),
    },
    labels: {
      example: { 'example.com/backup': 'yes' },
      cases: [{ team: 'ml' }],
      arbitrary: labels(),
    },
    selector: {
      example: { matchLabels: { tier: 'fast' } },
      cases: [{ matchExpressions: [{ key: 'tier', operator: 'Exists' }] }],
      arbitrary: fc.record({ matchLabels: labels() }, { requiredKeys: [] }),
    },
    volumeName: { example: 'results-1', cases: ['results'], arbitrary: nameOrEmpty() },
    dataSource: {
      kind: {
        example: 'VolumeSnapshot',
        among: [{ persistence: { dataSource: { kind: 'PersistentVolumeClaim', name: 'old' } } }],
        arbitrary: COUPLED,
      },
      name: {
        example: 'before-the-move',
        among: [{ persistence: { dataSource: SNAPSHOT } }],
        arbitrary: COUPLED,
      },
      apiGroup: {
        example: 'snapshot.storage.k8s.io',
        among: [{ persistence: { dataSource: SNAPSHOT } }],
        arbitrary: COUPLED,
      },
    },
    subPath: {
      example: 'kvmini',
      cases: ['a/b'],
      among: [{ persistence: { enabled: false, subPath: 'true' } }],
      arbitrary: fc.constantFrom('', 'a', 'a/b', '1', '..a'),
    },
    // With another example there would be no claim to see the other values in.
    existingClaim: { example: '', cases: ['mine'], arbitrary: nameOrEmpty() },
    annotations: {
      example: { 'example.com/backup': 'daily' },
      cases: [{ 'example.com/a': 'true' }],
      among: [
        {
          commonAnnotations: {
            'helm.sh/resource-policy': 'b',
            'kapp.k14s.io/delete-strategy': 'b',
          },
          persistence: { annotations: { 'helm.sh/resource-policy': '', a: '1' } },
        },
      ],
      arbitrary: annotations(),
    },
    tmpSizeLimit: {
      example: '5Gi',
      cases: ['5Gi', 1e9],
      arbitrary: fc.constantFrom('1Gi', '500Mi', '1e9', 5_000_000_000),
    },
  },
  serviceAccount: {
    create: { example: true, cases: [false], arbitrary: often() },
    name: {
      example: 'bench-account',
      cases: ['mine'],
      among: [{ serviceAccount: { name: 'mine', create: false } }],
      arbitrary: nameOrEmpty(),
    },
    automountServiceAccountToken: {
      example: false,
      cases: [false],
      arbitrary: fc.boolean(),
    },
    annotations: {
      example: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/bench' },
      cases: [{ a: '1' }],
      arbitrary: annotations(),
    },
  },
  rbac: {
    create: { example: true, cases: [false], arbitrary: often() },
    minimal: {
      example: true,
      cases: [true],
      among: [
        { rbac: { minimal: true, rules: [pods] }, global: { isvc: { name: 'demo-llm' } } },
        {
          rbac: { minimal: true, scope: 'namespace' },
          global: { isvc: { name: 'demo-llm', namespace: 'ml-prod' } },
          monitoring: { resources: { enabled: true } },
        },
        {
          rbac: { minimal: true, scope: 'namespace', rules: [pods] },
          global: { isvc: { name: 'demo-llm', namespace: 'ml-prod' } },
        },
      ],
      arbitrary: fc.boolean(),
    },
    llmInferenceServices: {
      example: true,
      cases: [true],
      among: [{ rbac: { llmInferenceServices: true, minimal: true, scope: 'namespace' } }],
      arbitrary: fc.boolean(),
    },
    nodes: {
      example: true,
      cases: [true],
      among: [{ rbac: { nodes: true, minimal: true, rules: [pods] } }],
      arbitrary: fc.boolean(),
    },
    coldStart: {
      example: true,
      cases: [true],
      among: [
        { rbac: { coldStart: true }, global: { isvc: { name: 'demo-llm' } } },
        {
          rbac: { coldStart: true, scope: 'namespace', minimal: true },
          global: { isvc: { name: 'demo-llm', namespace: 'ml-prod' } },
        },
      ],
      arbitrary: fc.boolean(),
    },
    rules: {
      example: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list'] }],
      cases: [[pods, url]],
      among: [{ rbac: { rules: [pods], scope: 'namespace' } }],
      arbitrary: COUPLED,
    },
    scope: { example: 'cluster', cases: ['namespace'], arbitrary: COUPLED },
  },
  service: {
    type: { example: 'LoadBalancer', cases: ['NodePort', 'LoadBalancer'], arbitrary: COUPLED },
    nodePort: {
      example: 30_080,
      among: [{ service: { type: 'NodePort', nodePort: 30_000 } }],
      arbitrary: COUPLED,
    },
    clusterIP: { example: '10.96.0.50', cases: ['None', 'fd00::10'], arbitrary: COUPLED },
    loadBalancerIP: {
      example: '192.0.2.10',
      among: [loadBalancer({ loadBalancerIP: '192.0.2.10' })],
      arbitrary: COUPLED,
    },
    loadBalancerClass: {
      example: 'example.com/internal',
      among: [loadBalancer({ loadBalancerClass: 'internal' })],
      arbitrary: COUPLED,
    },
    loadBalancerSourceRanges: {
      example: ['10.0.0.0/8'],
      among: [loadBalancer({ loadBalancerSourceRanges: ['10.0.0.0/8', 'fd00::/8'] })],
      arbitrary: COUPLED,
    },
    externalTrafficPolicy: {
      example: 'Local',
      among: [
        loadBalancer({ externalTrafficPolicy: 'Cluster' }),
        { service: { type: 'NodePort', externalTrafficPolicy: 'Local' } },
      ],
      arbitrary: COUPLED,
    },
    ipFamilyPolicy: {
      example: 'SingleStack',
      cases: ['PreferDualStack', 'RequireDualStack'],
      arbitrary: COUPLED,
    },
    ipFamilies: {
      example: ['IPv4'],
      cases: [['IPv6']],
      among: [{ service: { ipFamilies: ['IPv6', 'IPv4'], ipFamilyPolicy: 'PreferDualStack' } }],
      arbitrary: COUPLED,
    },
    labels: {
      example: { 'example.com/team': 'ml' },
      cases: [{ team: 'ml' }],
      arbitrary: labels(),
    },
    port: { example: 9090, cases: [80], arbitrary: fc.integer({ min: 1, max: 65_535 }) },
    annotations: {
      example: { 'example.com/team': 'ml' },
      cases: [{ a: 'b' }],
      among: [
        { service: { annotations: { 'prometheus.io/port': '' } }, monitoring: { enabled: true } },
      ],
      arbitrary: fc.oneof(
        annotations(),
        fc.record({ 'prometheus.io/scrape': fc.constantFrom('', 'false') }),
      ),
    },
    allowedHosts: {
      example: ['kvmini.example.com'],
      cases: [['kvmini.example.com', '*.example.org', '1']],
      arbitrary: upTo(3, dnsSubdomain()),
    },
  },
  networkPolicy: {
    enabled: { example: true, cases: [true], arbitrary: often() },
    ingressFrom: {
      example: [
        { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } },
      ],
      among: [
        { networkPolicy: { enabled: true, ingressFrom: [{ ipBlock: { cidr: '10.0.0.0/8' } }] } },
        { networkPolicy: { enabled: true, ingressFrom: [{ namespaceSelector: {} }] } },
      ],
      arbitrary: upTo(3, networkPolicyPeer()),
    },
    egress: {
      example: [
        { ports: [{ port: 53, protocol: 'UDP' }] },
        { to: [{ namespaceSelector: { matchLabels: { team: 'ml' } } }] },
      ],
      among: [
        { networkPolicy: { enabled: true, egress: [{}] } },
        { networkPolicy: { enabled: true, egress: [{ ports: [{ port: 1, endPort: 2 }] }] } },
      ],
      arbitrary: upTo(2, egressRule()),
    },
  },
  podDisruptionBudget: {
    enabled: { example: true, cases: [true], arbitrary: often() },
    // Of the two only one can be set.
    minAvailable: {
      example: 1,
      among: [
        { podDisruptionBudget: { enabled: true, minAvailable: '50%' } },
        { podDisruptionBudget: { enabled: true, minAvailable: 0 } },
      ],
      arbitrary: COUPLED,
    },
    maxUnavailable: {
      example: '50%',
      among: [
        { podDisruptionBudget: { enabled: true, maxUnavailable: 0 } },
        { podDisruptionBudget: { enabled: true, maxUnavailable: '25%', minAvailable: null } },
      ],
      arbitrary: COUPLED,
    },
    unhealthyPodEvictionPolicy: {
      example: 'AlwaysAllow',
      among: [
        { podDisruptionBudget: { enabled: true, unhealthyPodEvictionPolicy: 'AlwaysAllow' } },
      ],
      arbitrary: fc.constantFrom('', 'IfHealthyBudget', 'AlwaysAllow'),
    },
  },
} satisfies Partial<Samples<KvminiValues>>;
