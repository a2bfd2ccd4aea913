import * as fc from 'fast-check';
import type { KvminiValues } from '../../../src';
import { often, upTo } from '../../arbitraries/basics';
import { networkPolicyPeer } from '../../arbitraries/kubernetes';
import { annotations, dnsLabel, dnsSubdomain } from '../../arbitraries/text';
import { COUPLED, type Samples } from './sample';

const url = { nonResourceURLs: ['/metrics'], verbs: ['get'] };
const pods = { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] };

/** A name that stands for the chart's own where it is empty. */
const nameOrEmpty = () => fc.oneof(fc.constant(''), dnsSubdomain());

/** The values of the objects beside the pod. */
export const objectSamples = {
  persistence: {
    enabled: { example: true, cases: [false], arbitrary: often() },
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
    // With another example there would be no claim to see the other values in.
    existingClaim: { example: '', cases: ['mine'], arbitrary: nameOrEmpty() },
    annotations: {
      example: { 'example.com/backup': 'daily' },
      cases: [{ 'example.com/a': 'true' }],
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
    annotations: {
      example: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/bench' },
      cases: [{ a: '1' }],
      arbitrary: annotations(),
    },
  },
  rbac: {
    create: { example: true, cases: [false], arbitrary: often() },
    rules: {
      example: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list'] }],
      cases: [[pods, url]],
      among: [{ rbac: { rules: [pods], scope: 'namespace' } }],
      arbitrary: COUPLED,
    },
    scope: { example: 'cluster', cases: ['namespace'], arbitrary: COUPLED },
  },
  service: {
    type: {
      example: 'NodePort',
      cases: ['NodePort', 'LoadBalancer'],
      arbitrary: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
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
  },
  podDisruptionBudget: {
    enabled: { example: true, cases: [true], arbitrary: often() },
    minAvailable: {
      example: '50%',
      among: [
        { podDisruptionBudget: { enabled: true, minAvailable: '50%' } },
        { podDisruptionBudget: { enabled: true, minAvailable: 0 } },
      ],
      arbitrary: fc.oneof(
        fc.nat(),
        fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
      ),
    },
  },
} satisfies Partial<Samples<KvminiValues>>;
