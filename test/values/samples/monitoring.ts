import * as fc from 'fast-check';
import type { KvminiValues, KvminiValuesInput } from '../../../src';
import { often, upTo } from '../../arbitraries/basics';
import { relabeling } from '../../arbitraries/objects';
import { annotations, dnsLabel, labels, qualifiedName } from '../../arbitraries/text';
import { COUPLED, type Samples } from './sample';

type Monitoring = KvminiValuesInput['monitoring'] & object;

const serviceMonitor = (values: Monitoring['serviceMonitor']): KvminiValuesInput => ({
  monitoring: { enabled: true, serviceMonitor: { enabled: true, ...values } },
});
const dashboard = (values: Monitoring['dashboard']): KvminiValuesInput => ({
  monitoring: { enabled: true, dashboard: { enabled: true, ...values } },
});
const prometheusRule = (values: Monitoring['prometheusRule']): KvminiValuesInput => ({
  monitoring: { enabled: true, prometheusRule: { enabled: true, ...values } },
});

const RELABELINGS = [
  { sourceLabels: ['a', 'b'], separator: '', regex: '(.*);{{ x }}', targetLabel: 'c' },
  { action: 'HashMod' as const, modulus: 3_000_000, targetLabel: 'shard', replacement: '$1' },
];

/** Who reads the metrics. */
export const monitoringSamples = {
  monitoring: {
    enabled: { example: true, cases: [true], arbitrary: often() },
    serviceMonitor: {
      enabled: { example: true, among: [serviceMonitor({})], arbitrary: fc.boolean() },
      interval: {
        example: '15s',
        among: [serviceMonitor({ interval: '1m' }), serviceMonitor({ interval: '' })],
        arbitrary: COUPLED,
      },
      scrapeTimeout: {
        example: '5s',
        among: [serviceMonitor({ scrapeTimeout: '30s' }), serviceMonitor({ scrapeTimeout: '' })],
        arbitrary: COUPLED,
      },
      namespace: {
        example: 'ml-prod',
        among: [
          serviceMonitor({ namespace: 'monitoring' }),
          serviceMonitor({ namespace: 'monitoring', labels: { a: 'b' } }),
        ],
        arbitrary: fc.oneof(fc.constantFrom('', 'benchmark'), dnsLabel()),
      },
      annotations: {
        example: { 'example.com/a': 'b' },
        among: [serviceMonitor({ annotations: { a: 'b' } })],
        arbitrary: annotations(),
      },
      honorLabels: {
        example: true,
        among: [serviceMonitor({ honorLabels: true })],
        arbitrary: fc.boolean(),
      },
      jobLabel: {
        example: 'app.kubernetes.io/name',
        among: [serviceMonitor({ jobLabel: 'app.kubernetes.io/instance' })],
        arbitrary: fc.oneof(fc.constant(''), qualifiedName()),
      },
      relabelings: {
        example: [{ sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node' }],
        among: [serviceMonitor({ relabelings: RELABELINGS })],
        arbitrary: upTo(2, relabeling()),
      },
      metricRelabelings: {
        example: [{ sourceLabels: ['__name__'], regex: 'nodejs_.*', action: 'drop' }],
        among: [serviceMonitor({ metricRelabelings: RELABELINGS })],
        arbitrary: upTo(2, relabeling()),
      },
      labels: {
        example: { release: 'prometheus' },
        among: [serviceMonitor({ labels: { release: 'prometheus' } })],
        arbitrary: labels(),
      },
    },
    prometheusRule: {
      enabled: { example: true, among: [prometheusRule({})], arbitrary: often() },
      labels: {
        example: { release: 'prometheus' },
        among: [
          prometheusRule({ labels: { release: 'prometheus' } }),
          { ...prometheusRule({ labels: { a: 'b' } }), replicaCount: 0 },
        ],
        arbitrary: labels(),
      },
    },
    resources: { enabled: { example: true, cases: [true], arbitrary: fc.boolean() } },
    server: { enabled: { example: true, cases: [true], arbitrary: fc.boolean() } },
    prometheus: {
      url: {
        example: 'http://prometheus.monitoring:9090',
        cases: ['https://thanos.example.com/query'],
        arbitrary: fc.constantFrom('', 'http://prometheus:9090', 'https://a.b/c/d'),
      },
    },
    dashboard: {
      enabled: { example: true, among: [dashboard({})], arbitrary: often() },
      annotations: {
        example: { grafana_folder: 'Benchmarks' },
        among: [dashboard({ annotations: { grafana_folder: 'ML' } })],
        arbitrary: annotations(),
      },
      labels: {
        example: { grafana_dashboard: '1', team: 'ml' },
        among: [
          dashboard({ labels: { team: 'ml' } }),
          dashboard({ labels: { grafana_dashboard: null, team: '1' } }),
        ],
        arbitrary: fc.oneof(labels(), fc.constant({ grafana_dashboard: null })),
      },
    },
  },
} satisfies Partial<Samples<KvminiValues>>;
