import * as fc from 'fast-check';
import type { KvminiValues, KvminiValuesInput } from '../../../src';
import { often } from '../../arbitraries/basics';
import { dnsLabel, duration, labels, letterFirstLabel, text } from '../../arbitraries/text';
import { COUPLED, type Samples } from './sample';

type Monitoring = KvminiValuesInput['monitoring'] & object;

const serviceMonitor = (values: Monitoring['serviceMonitor']): KvminiValuesInput => ({
  monitoring: { enabled: true, serviceMonitor: { enabled: true, ...values } },
});
const dashboard = (values: Monitoring['dashboard']): KvminiValuesInput => ({
  monitoring: { enabled: true, dashboard: { enabled: true, ...values } },
});

/** A path that a volume is mounted at, with a name below it that may hold anything but a way out. */
const outputDir = () =>
  text()
    .filter((name) => !/[\r\n]/.test(name) && !/(^|\/)\.\.?($|\/)/.test(name))
    .chain((name) => fc.constantFrom(`/data/${name}`, `/tmp/${name}`, '/data', '/tmp/'));

/** What is measured, how, and who reads it. */
export const benchmarkSamples = {
  benchmark: {
    defaultProfile: {
      example: 'nightly',
      cases: ['burst'],
      among: [{ benchmark: { defaultProfile: 'mine', profiles: { mine: {} } } }],
      arbitrary: COUPLED,
    },
    outputDir: {
      example: '/data/nightly',
      cases: ['/tmp/results'],
      among: [
        {
          benchmark: { outputDir: '/scratch/results' },
          extraVolumes: [{ name: 'scratch', emptyDir: { medium: 'Memory' } }],
          extraVolumeMounts: [{ name: 'scratch', mountPath: '/scratch' }],
        },
      ],
      arbitrary: outputDir(),
    },
    timeout: { example: '1h30m', cases: ['1h30m'], arbitrary: duration() },
    prune: {
      keep: { example: 50, cases: [50, 1_000_000], arbitrary: fc.nat() },
      olderThan: {
        example: '30d',
        cases: ['30d', '36h'],
        arbitrary: fc.constantFrom('', '30d', '36h', '90m'),
      },
    },
    retries: { example: 5, cases: [0, 5_000_000], arbitrary: fc.oneof(fc.nat(5), fc.nat()) },
    profiles: {
      example: {
        nightly: {
          requests: 1000,
          concurrency: 32,
          rate: 12.5,
          pattern: 'poisson',
          slo: { ttft: '200ms' },
        },
      },
      cases: [
        { 'a.b_C': { requests: 1_000_000, rate: 0.5 } },
        { standard: { slo: { ttft: '200ms' } } },
        { mine: {} },
      ],
      arbitrary: COUPLED,
    },
  },
  global: {
    isvc: {
      name: {
        example: 'demo-llm',
        cases: ['demo-llm'],
        arbitrary: fc.oneof(fc.constant(''), letterFirstLabel()),
      },
      namespace: {
        example: 'ml-prod',
        cases: ['ml-prod'],
        among: [{ global: { isvc: { namespace: 'ml-prod' } }, rbac: { scope: 'namespace' } }],
        arbitrary: fc.oneof(fc.constantFrom('', 'benchmark', 'ml-prod'), dnsLabel()),
      },
    },
    model: {
      storageUri: {
        example: 'hf://example/model',
        cases: ['s3://bucket/model?a=b#c'],
        arbitrary: text(),
      },
    },
  },
  monitoring: {
    enabled: { example: true, cases: [true], arbitrary: often() },
    serviceMonitor: {
      enabled: { example: true, among: [serviceMonitor({})], arbitrary: fc.boolean() },
      interval: {
        example: '15s',
        among: [serviceMonitor({ interval: '1m' })],
        arbitrary: COUPLED,
      },
      scrapeTimeout: {
        example: '5s',
        among: [serviceMonitor({ scrapeTimeout: '30s' })],
        arbitrary: COUPLED,
      },
      labels: {
        example: { release: 'prometheus' },
        among: [serviceMonitor({ labels: { release: 'prometheus' } })],
        arbitrary: labels(),
      },
    },
    resources: { enabled: { example: true, cases: [true], arbitrary: fc.boolean() } },
    dashboard: {
      enabled: { example: true, among: [dashboard({})], arbitrary: often() },
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
