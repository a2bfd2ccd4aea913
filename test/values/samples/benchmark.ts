import * as fc from 'fast-check';
import type { KvminiValues } from '../../../src';
import { upTo } from '../../arbitraries/basics';
import { localObjectReference } from '../../arbitraries/kubernetes';
import {
  dnsLabel,
  dnsSubdomain,
  duration,
  labelValue,
  letterFirstLabel,
  text,
} from '../../arbitraries/text';
import { COUPLED, type Samples } from './sample';

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
    prices: {
      example: { 'NVIDIA-H100-80GB-HBM3': 2.5, 'NVIDIA-L4': 0.7 },
      cases: [{ 'Tesla-T4': 0.35 }, { a: 3, 'A.b_c-1': 1e21 }],
      arbitrary: fc.dictionary(
        labelValue().filter((product) => product !== ''),
        fc.oneof(fc.constantFrom(1, 0.1, 2.5, 1e21, 1e-7), fc.integer({ min: 1 })),
        { maxKeys: 2 },
      ),
    },
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
    imageRegistry: {
      example: 'mirror.example.com',
      cases: ['mirror.example.com:5000/proxy'],
      among: [
        { global: { imageRegistry: 'of.all' }, image: { registry: 'of.one' } },
        {
          global: { imageRegistry: 'of.all', imagePullSecrets: ['a'] },
          image: { repository: 'kvmini', digest: `sha256:${'0a'.repeat(32)}` },
        },
      ],
      arbitrary: fc.constantFrom('', 'mirror.example.com', 'localhost:5000', 'a/b'),
    },
    imagePullSecrets: {
      example: ['of-all-charts'],
      cases: [['by-name', { name: 'by-reference' }]],
      among: [
        { global: { imagePullSecrets: ['a', { name: 'b' }] }, imagePullSecrets: [{ name: 'a' }] },
      ],
      arbitrary: upTo(2, fc.oneof(dnsSubdomain(), localObjectReference())),
    },
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
} satisfies Partial<Samples<KvminiValues>>;
