import * as fc from 'fast-check';
import type { KvminiValues, KvminiValuesInput } from '../../../src';
import { often, upTo } from '../../arbitraries/basics';
import * as kubernetes from '../../arbitraries/kubernetes';
import { labels } from '../../arbitraries/text';
import type { Samples } from './sample';

const workers = (values: KvminiValuesInput['workers']): KvminiValuesInput => ({
  workers: { enabled: true, ...values },
});

const ZONES = {
  maxSkew: 1,
  topologyKey: 'topology.kubernetes.io/zone',
  whenUnsatisfiable: 'ScheduleAnyway',
} as const;

/** The values of the pods of `kvmini bench --pods`. */
export const workersSamples = {
  workers: {
    enabled: {
      example: true,
      cases: [true],
      among: [
        { ...workers({}), rbac: { create: false } },
        { ...workers({}), rbac: { scope: 'namespace' } },
        { ...workers({}), networkPolicy: { enabled: true } },
        { ...workers({}), networkPolicy: { enabled: true }, nameOverride: 'x'.repeat(63) },
        { ...workers({}), networkPolicy: { enabled: true }, nameOverride: `${'x'.repeat(55)}-y` },
      ],
      arbitrary: often(),
    },
    // Each limit is above each request.
    resources: {
      requests: {
        example: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' },
        among: [
          workers({ resources: { requests: { cpu: 2 } } }),
          workers({ resources: { requests: { memory: '512Mi', 'ephemeral-storage': 1e9 } } }),
        ],
        arbitrary: fc.record(
          {
            cpu: fc.constant('500m'),
            memory: fc.constant('1Gi'),
            'ephemeral-storage': fc.constant(1e9),
          },
          { requiredKeys: [] },
        ),
      },
      limits: {
        example: { cpu: '2', memory: '2Gi', 'ephemeral-storage': '2Gi' },
        among: [
          workers({ resources: { limits: { cpu: '1500m' }, requests: null } }),
          workers({ resources: { limits: { memory: '4Gi', 'ephemeral-storage': '2Gi' } } }),
        ],
        arbitrary: fc.record(
          {
            cpu: fc.constant(2),
            memory: fc.constant('4Gi'),
            'ephemeral-storage': fc.constant('2Gi'),
          },
          { requiredKeys: [] },
        ),
      },
    },
    nodeSelector: {
      example: { pool: 'load' },
      among: [workers({ nodeSelector: { 'kubernetes.io/arch': 'amd64' } })],
      arbitrary: labels(),
    },
    tolerations: {
      example: [{ key: 'dedicated', operator: 'Equal', value: 'load', effect: 'NoSchedule' }],
      among: [workers({ tolerations: [{ key: 'load', operator: 'Exists' }] })],
      arbitrary: upTo(3, kubernetes.toleration()),
    },
    topologySpreadConstraints: {
      example: [ZONES],
      among: [workers({ topologySpreadConstraints: [{ ...ZONES, labelSelector: {} }] })],
      arbitrary: kubernetes.topologySpreadConstraints(),
    },
  },
} satisfies Partial<Samples<KvminiValues>>;
