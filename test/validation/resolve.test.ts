import { describe, expect, test } from 'vitest';
import type { KvminiValues } from '../../src';
import { resolveValues } from '../../src/validation/resolve';
import { defaultValues } from '../../src/values/defaults';
import { issuesOf, table } from '../support/issues';

function resolved(values: unknown): KvminiValues {
  const { values: complete, issues } = resolveValues(values);
  expect(issues).toEqual([]);
  if (complete === undefined) throw new Error('refused without a reason');
  return complete;
}

const defaults = defaultValues() as unknown as KvminiValues;

describe('complete values', () => {
  test('are the defaults where the user says nothing', () => {
    expect(resolved({})).toEqual(defaults);
    expect(resolved({ replicaCount: undefined, image: { tag: undefined } })).toEqual(defaults);
    expect(resolved({ typo: undefined })).toEqual(defaults);
    expect(resolved({ image: {}, benchmark: { profiles: {} } })).toEqual(defaults);
  });

  test('merge maps, and take lists whole', () => {
    const values = resolved({
      image: { tag: 'v2' },
      podLabels: { team: 'ml' },
      securityContext: { runAsUser: 5 },
      monitoring: { serviceMonitor: { interval: '1m' } },
      tolerations: [{ operator: 'Exists' }],
    });
    expect(values).toEqual({
      ...defaults,
      image: { ...defaults.image, tag: 'v2' },
      podLabels: { team: 'ml' },
      securityContext: { ...defaults.securityContext, runAsUser: 5 },
      monitoring: {
        ...defaults.monitoring,
        serviceMonitor: { ...defaults.monitoring.serviceMonitor, interval: '1m' },
      },
      tolerations: [{ operator: 'Exists' }],
    });
  });

  test('cannot be changed', () => {
    const values = resolved({ extraEnv: [{ name: 'A' }] });
    const parts = [
      values,
      values.image,
      values.resources.requests,
      values.extraEnv,
      values.extraEnv[0],
    ];
    for (const part of parts) expect(Object.isFrozen(part)).toBe(true);
  });

  test('do not change what the user gave', () => {
    const user = { image: { tag: 'v2' }, resources: { requests: { cpu: null } } };
    const before = structuredClone(user);
    resolved(user);
    expect(user).toEqual(before);
    expect(Object.isFrozen(user.image)).toBe(false);
  });
});

describe('null', () => {
  test.each<[object, object]>([
    [{ persistence: { enabled: null } }, { persistence: { enabled: false } }],
    [{ serviceAccount: { create: null } }, { serviceAccount: { create: false } }],
    [{ image: { tag: null } }, { image: { tag: '' } }],
    [{ podSecurityContext: null }, { podSecurityContext: {} }],
    [{ tolerations: null }, { tolerations: [] }],
    [
      { monitoring: { dashboard: { enabled: true, labels: null } } },
      { monitoring: { dashboard: { enabled: true, labels: {}, annotations: {} } } },
    ],
    [{ resources: null }, { resources: { requests: {}, limits: {} } }],
    [{ resources: { limits: null } }, { resources: { limits: {} } }],
    [{ benchmark: { profiles: null } }, { benchmark: { profiles: {} } }],
    [
      { resources: { requests: { cpu: null } } },
      { resources: { requests: { memory: '2Gi' }, limits: { cpu: '2000m', memory: '4Gi' } } },
    ],
  ])('%j leaves %j', (user, expected) => {
    const values = resolved(user) as unknown as Record<string, Record<string, unknown>>;
    for (const [section, value] of Object.entries(expected)) {
      const { [section]: own } = values;
      if (Array.isArray(value)) expect(own).toEqual(value);
      else for (const [key, inner] of Object.entries(value)) expect(own?.[key]).toEqual(inner);
    }
    expect(Object.keys(resolved({ podSecurityContext: null }).podSecurityContext)).toEqual([]);
  });
});

const CPU = 'conflict resources.requests.cpu';
const TIMEOUT = 'conflict monitoring.serviceMonitor.scrapeTimeout';

table('a rule is silent about what is wrong in itself', [
  // The default that stands for it may break a rule where the user's own value would not.
  [
    {
      benchmark: null,
      extraVolumeMounts: [{ name: 'data', mountPath: '/data/results', readOnly: true }],
    },
    'missing benchmark',
  ],
  [
    { resources: { requests: { cpu: 'lots' }, limits: { cpu: '1m' } } },
    'wrong-format resources.requests.cpu',
  ],
  [{ resources: { limits: { cpu: 'lots' } } }, 'wrong-format resources.limits.cpu'],
  [{ resources: { requests: { cpu: 8 }, limits: 5 } }, 'wrong-type resources.limits'],
  [
    { monitoring: { serviceMonitor: { interval: '5s', typo: 1 } } },
    'unknown-key monitoring.serviceMonitor.typo',
  ],
  [{ benchmark: { defaultProfile: 'mine', profiles: 5 } }, 'wrong-type benchmark.profiles'],
  [
    { benchmark: { defaultProfile: 'mine', profiles: { other: { requests: 0 } } } },
    'out-of-range benchmark.profiles.other.requests',
  ],
  [
    { extraVolumes: [{ name: 'A' }], extraVolumeMounts: [{ name: 'A', mountPath: '/x' }] },
    'wrong-format extraVolumes[0].name',
    'wrong-format extraVolumeMounts[0].name',
  ],
  [
    { extraVolumes: [{ name: 'A' }], benchmark: { outputDir: '/x' } },
    'wrong-format extraVolumes[0].name',
  ],
  [
    { tolerations: [{ key: 'a b' }, {}] },
    'wrong-format tolerations[0].key',
    'missing tolerations[1].operator',
  ],
  [{ tolerations: [null, {}] }, 'not-json tolerations[0]'],
  [
    { rbac: { scope: 'x', rules: [{ verbs: ['get'], nonResourceURLs: ['/x'] }] } },
    'not-allowed rbac.scope',
  ],
  [
    { resources: { requests: { cpu: Number.NaN }, limits: { cpu: '1m' } } },
    'not-json resources.requests.cpu',
  ],
  [
    { resources: { limits: { cpu: '1m', typo: '1Gi ' } } },
    CPU,
    'wrong-format resources.limits.typo',
  ],
]);

table('and heard about everything else', [
  [{ resources: { requests: { cpu: 8 } }, replicaCount: -1 }, 'out-of-range replicaCount', CPU],
  [{ resources: { requests: { cpu: 8 } }, typo: 1 }, CPU, 'unknown-key typo'],
  [
    { monitoring: { enabled: 'yes', serviceMonitor: { interval: '5s' } } },
    'wrong-type monitoring.enabled',
    TIMEOUT,
  ],
  [
    { monitoring: { enabled: null, serviceMonitor: { interval: '5s' }, typo: {} } },
    TIMEOUT,
    'unknown-key monitoring.typo',
  ],
  [
    { monitoring: { resources: 5, serviceMonitor: { interval: '5s' } } },
    TIMEOUT,
    'wrong-type monitoring.resources',
  ],
  [
    { benchmark: { timeout: 'soon', defaultProfile: 'mine' } },
    'unknown-name benchmark.defaultProfile',
    'wrong-format benchmark.timeout',
  ],
  [
    { benchmark: { timeout: null, outputDir: '/x' } },
    'conflict benchmark.outputDir',
    'missing benchmark.timeout',
  ],
  [
    { benchmark: { profiles: { soak: { requests: 0 } }, outputDir: '/x' } },
    'conflict benchmark.outputDir',
    'out-of-range benchmark.profiles.soak.requests',
  ],
  [
    { benchmark: { typo: 1, defaultProfile: 'mine' } },
    'unknown-name benchmark.defaultProfile',
    'unknown-key benchmark.typo',
  ],
  [
    { benchmark: { timeout: Number.NaN, defaultProfile: 'mine' } },
    'unknown-name benchmark.defaultProfile',
    'not-json benchmark.timeout',
  ],
  [
    { networkPolicy: { enabled: 'yes', ingressFrom: [{}] } },
    'wrong-type networkPolicy.enabled',
    'missing networkPolicy.ingressFrom[0]',
  ],
  [
    { rbac: { create: 'yes', rules: [{ verbs: ['get'] }] } },
    'wrong-type rbac.create',
    'missing rbac.rules[0].resources',
  ],
  [
    { podAnnotations: { when: new Date(0), other: 1 } },
    'not-json podAnnotations.when',
    'wrong-type podAnnotations.other',
  ],
  [{ image: new Date(0), service: { port: 0 } }, 'not-json image', 'out-of-range service.port'],
  [
    { image: { tag: () => 'v1', pullPolicy: 'x' } },
    'not-json image.tag',
    'not-allowed image.pullPolicy',
  ],
  [{ 'a\ud800': 1, replicaCount: -1 }, 'unsafe-text values'],
]);

table('in the order of the schema', [
  [
    { extraVolumeMounts: Array.from({ length: 2 }, () => ({ name: 'none', mountPath: '/x' })) },
    'unknown-name extraVolumeMounts[0].name',
    'duplicate extraVolumeMounts[1].mountPath',
    'unknown-name extraVolumeMounts[1].name',
  ],
  [
    {
      extraEnv: [{ name: '=' }],
      enabled: 1,
      typo: 1,
      image: { typo: 1, tag: 1, repository: 1 },
      another: 1,
    },
    'wrong-type enabled',
    'wrong-type image.repository',
    'wrong-type image.tag',
    'unknown-key image.typo',
    'wrong-format extraEnv[0].name',
    'unknown-key typo',
    'unknown-key another',
  ],
  [
    { extraEnv: Array.from({ length: 11 }, () => ({ value: 1 })) },
    ...Array.from({ length: 11 }, (_, index) => [
      `missing extraEnv[${index}].name`,
      `wrong-type extraEnv[${index}].value`,
    ]).flat(),
  ],
  [
    { tolerations: [{ operator: 'Exists', value: 'b' }, {}, { typo: 1, Key: 1, effect: 'x' }] },
    'conflict tolerations[0].value',
    'missing tolerations[1].operator',
    'not-allowed tolerations[2].effect',
    'unknown-key tolerations[2].typo',
    'unknown-key tolerations[2].Key',
  ],
  // What is wrong with a whole comes before what is wrong in it.
  [
    { resources: { requests: { 'a/b': 1, disk: 1, cpu: 8 }, limits: { 'a/b': 0.5 } } },
    CPU,
    'unknown-key resources.requests.disk',
    'conflict resources.requests["a/b"]',
    'out-of-range resources.limits["a/b"]',
  ],
]);

const label = (key: string) => ({ podLabels: { [key]: 'not valid !' } });

table('paths as a person writes them', [
  [label('team'), 'wrong-format podLabels.team'],
  [label('a-b_c'), 'wrong-format podLabels.a-b_c'],
  [label('a.b'), 'wrong-format podLabels["a.b"]'],
  [label('a.b/c'), 'wrong-format podLabels["a.b/c"]'],
  [label('1a'), 'wrong-format podLabels["1a"]'],
  [{ podLabels: { 'a"b': 'x' } }, 'wrong-format podLabels["a\\"b"]'],
  [{ '1a': 1 }, 'unknown-key ["1a"]'],
  [{ _a: 1 }, 'unknown-key _a'],
  [{ '': 1 }, 'unknown-key [""]'],
]);

test('an issue says what was expected and found', () => {
  expect(issuesOf({ service: { port: 65_536 } })).toEqual([
    {
      code: 'out-of-range',
      path: 'service.port',
      message: 'expected a port from 1 to 65535, found the number 65536',
      expected: 'a port from 1 to 65535',
      received: 'the number 65536',
    },
  ]);
  expect(issuesOf({ resources: { requests: { cpu: 8 } } })).toEqual([
    {
      code: 'conflict',
      path: 'resources.requests.cpu',
      message: 'expected at most the limit 2000m, found 8; lower it or raise resources.limits.cpu',
      expected: 'at most the limit 2000m',
      received: '8',
    },
  ]);
});
