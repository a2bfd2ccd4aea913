import type { helm } from '../../src';

/** A layer, the one over it that takes a key back, and what is left where the key was. */
export const TAKEN_BACK: readonly [string, helm.Values, helm.Values, unknown][] = [
  ['nodeSelector', { disktype: 'ssd', zone: 'a' }, { disktype: null }, { zone: 'a' }],
  ['podAnnotations', { 'example.com/a': '1' }, { 'example.com/a': null }, {}],
  ['podLabels', { team: 'a', tier: 'b' }, { team: null, tier: 'c' }, { tier: 'c' }],
  ['service.annotations', { a: '1', b: '2' }, { a: null }, { b: '2' }],
  ['persistence.annotations', { a: '1' }, { a: null }, {}],
  ['serviceAccount.annotations', { a: '1' }, { a: null }, {}],
  ['monitoring.serviceMonitor.labels', { release: 'a' }, { release: null }, {}],
  ['monitoring.dashboard.labels', { team: 'a' }, { team: null }, { grafana_dashboard: '1' }],
  [
    'resources.limits',
    { 'nvidia.com/gpu': 1 },
    { 'nvidia.com/gpu': null },
    { cpu: '2000m', memory: '4Gi' },
  ],
  [
    'resources.limits',
    { 'ephemeral-storage': '1Gi' },
    { 'ephemeral-storage': null, cpu: null },
    { memory: '4Gi' },
  ],
  [
    'benchmark.profiles',
    { a: { requests: 5 }, b: { requests: 6 } },
    { a: null },
    { b: { requests: 6 } },
  ],
  ['benchmark.profiles.a', { requests: 5, concurrency: 2 }, { concurrency: null }, { requests: 5 }],
  ['affinity', { nodeAffinity: {}, podAffinity: {} }, { nodeAffinity: null }, { podAffinity: {} }],
  [
    'podSecurityContext',
    { fsGroupChangePolicy: 'Always' },
    { fsGroupChangePolicy: null, fsGroup: null },
    {
      runAsNonRoot: true,
      runAsUser: 65534,
      runAsGroup: 65534,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  ],
  ['securityContext.capabilities', { add: ['CHOWN'] }, { add: null }, { drop: ['ALL'] }],
];

/** `{ a: { b: value } }` for the path `a.b`. */
export const at = (path: string, value: helm.JsonValue): helm.Values =>
  path
    .split('.')
    .reduceRight<helm.JsonValue>((inner, key) => ({ [key]: inner }), value) as helm.Values;
