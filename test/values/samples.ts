/**
 * How each value is tried: an example, cases for helm, and an arbitrary.
 *
 * `support/all-values.ts`, `differential/each-value.test.ts` and `arbitraries/values.ts` are made from it. A value of
 * the schema that is not here does not compile.
 */
import * as fc from 'fast-check';
import type { KvminiValues } from '../../src';
import { annotations, labels } from '../arbitraries/text';
import { benchmarkSamples } from './samples/benchmark';
import { extraSamples } from './samples/extra';
import { monitoringSamples } from './samples/monitoring';
import { objectSamples } from './samples/objects';
import { podSamples } from './samples/pod';
import { COUPLED, type Samples } from './samples/sample';
import { workersSamples } from './samples/workers';

export const SAMPLES: Samples<KvminiValues> = {
  // It has no case: what a parent chart alone reads shows in no manifest.
  enabled: { example: true, arbitrary: fc.boolean() },
  nameOverride: { example: 'bench', cases: ['bench', 'mini'], arbitrary: COUPLED },
  fullnameOverride: { example: 'llm-bench', cases: ['bench'], arbitrary: COUPLED },
  replicaCount: {
    example: 2,
    cases: [0, 2_000_000],
    arbitrary: fc.oneof(fc.nat(3), fc.nat()),
  },
  commonLabels: {
    example: { 'example.com/cost-centre': '4711' },
    cases: [{ team: 'ml', a: '' }],
    among: [
      { commonLabels: { team: 'all', a: 'b' }, podLabels: { team: 'ml', a: '' } },
      { commonLabels: { team: 'all' }, service: { labels: { team: 'ml' } } },
    ],
    arbitrary: labels(),
  },
  commonAnnotations: {
    example: { 'example.com/owner': 'ml-platform' },
    cases: [{ 'example.com/a': 'x: y' }],
    among: [
      { commonAnnotations: { a: 'all', b: '' }, service: { annotations: { a: '' } } },
      { commonAnnotations: { a: 'all' }, deploymentAnnotations: { a: 'one' } },
    ],
    arbitrary: annotations(),
  },
  ...podSamples,
  ...extraSamples,
  ...objectSamples,
  ...benchmarkSamples,
  ...monitoringSamples,
  ...workersSamples,
};
