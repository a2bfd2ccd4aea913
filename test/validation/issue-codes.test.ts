import { readFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import {
  KvminiHarness,
  type KvminiParentValues,
  ValuesError,
  type ValuesIssueCode,
} from '../../src';
import { type Row, table } from '../support/issues';

/** Typed by the code, so that a new one without a case does not compile. */
const CASES: Readonly<Record<ValuesIssueCode, readonly Row[]>> = {
  'unknown-key': [
    [{ tga: 'v1' }, 'unknown-key tga'],
    [{ resources: { limits: { cpus: 1 } } }, 'unknown-key resources.limits.cpus'],
    [{ securityContext: { runAsuser: 1 } }, 'unknown-key securityContext.runAsuser'],
  ],
  'unknown-name': [
    [{ benchmark: { defaultProfile: 'soak' } }, 'unknown-name benchmark.defaultProfile'],
    [
      { extraVolumeMounts: [{ name: 'soak', mountPath: '/x' }] },
      'unknown-name extraVolumeMounts[0].name',
    ],
  ],
  missing: [
    [{ service: { port: null } }, 'missing service.port'],
    [{ service: { type: null } }, 'missing service.type'],
    [
      { podDisruptionBudget: { enabled: true, minAvailable: null } },
      'missing podDisruptionBudget.minAvailable',
    ],
    [{ image: { repository: null } }, 'missing image.repository'],
    [{ extraEnv: [{ value: 'b' }] }, 'missing extraEnv[0].name'],
    [
      { rbac: { rules: [{ resources: ['pods'], apiGroups: [''], verbs: [] }] } },
      'missing rbac.rules[0].verbs',
    ],
  ],
  'wrong-type': [
    ['image.tag=v1', 'wrong-type values'],
    [{ service: { port: '8080' } }, 'wrong-type service.port'],
    [{ service: { type: 1 } }, 'wrong-type service.type'],
    [{ image: { tag: 1.1 } }, 'wrong-type image.tag'],
    [{ persistence: { size: true } }, 'wrong-type persistence.size'],
    [{ podDisruptionBudget: { minAvailable: [] } }, 'wrong-type podDisruptionBudget.minAvailable'],
    [{ podAnnotations: { note: 1 } }, 'wrong-type podAnnotations.note'],
    [{ extraEnv: [{ name: null }] }, 'missing extraEnv[0].name'],
    [{ nodeSelector: [] }, 'wrong-type nodeSelector'],
  ],
  'wrong-format': [
    [{ image: { tag: 'a tag' } }, 'wrong-format image.tag'],
    [{ persistence: { existingClaim: 'c'.repeat(254) } }, 'wrong-format persistence.existingClaim'],
    [{ persistence: { size: '10 Gi' } }, 'wrong-format persistence.size'],
    [
      { podDisruptionBudget: { minAvailable: '101%' } },
      'wrong-format podDisruptionBudget.minAvailable',
    ],
    [{ podLabels: { 'not a key': 'x' } }, 'wrong-format podLabels["not a key"]'],
    [{ benchmark: { outputDir: '/data/../etc' } }, 'wrong-format benchmark.outputDir'],
  ],
  'not-allowed': [
    [{ image: { pullPolicy: 'always' } }, 'not-allowed image.pullPolicy'],
    [
      { benchmark: { profiles: { soak: { pattern: 'even' } } } },
      'not-allowed benchmark.profiles.soak.pattern',
    ],
  ],
  'out-of-range': [
    [{ service: { port: 0 } }, 'out-of-range service.port'],
    [{ replicaCount: 1.5 }, 'out-of-range replicaCount'],
    [{ persistence: { size: -1 } }, 'out-of-range persistence.size'],
    [
      { podDisruptionBudget: { minAvailable: -1 } },
      'out-of-range podDisruptionBudget.minAvailable',
    ],
    [
      { podDisruptionBudget: { minAvailable: 0.5 } },
      'out-of-range podDisruptionBudget.minAvailable',
    ],
    [
      { resources: { limits: { 'nvidia.com/gpu': 0.5 } } },
      'out-of-range resources.limits["nvidia.com/gpu"]',
    ],
  ],
  duplicate: [
    [{ extraEnv: [{ name: 'A' }, { name: 'A' }] }, 'duplicate extraEnv[1].name'],
    [{ podAnnotations: { 'checksum/config': 'x' } }, 'duplicate podAnnotations["checksum/config"]'],
  ],
  conflict: [
    [{ resources: { requests: { cpu: 3 } } }, 'conflict resources.requests.cpu'],
    [
      { monitoring: { serviceMonitor: { interval: '5s' } } },
      'conflict monitoring.serviceMonitor.scrapeTimeout',
    ],
  ],
  'not-json': [
    [{ replicaCount: Number.NaN }, 'not-json replicaCount'],
    [{ podAnnotations: { when: new Date(0) } }, 'not-json podAnnotations.when'],
    [{ podAnnotations: { run: () => 'x' } }, 'not-json podAnnotations.run'],
    [{ tolerations: [null] }, 'not-json tolerations[0]'],
  ],
  'unsafe-text': [
    [{ podAnnotations: { note: 'a\ud800' } }, 'unsafe-text podAnnotations.note'],
    [JSON.parse('{"podLabels": {"__proto__": "x"}}'), 'unsafe-text podLabels.__proto__'],
  ],
};

for (const [code, rows] of Object.entries(CASES)) table(code, rows);

function errorOf(make: () => unknown): ValuesError {
  try {
    make();
  } catch (error) {
    if (error instanceof ValuesError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const codes = (error: ValuesError) => error.issues.map(({ code, path }) => `${code} ${path}`);

describe('a code is there', () => {
  const chart = () => new Chart(new App(), 'benchmark', { namespace: 'benchmark' });

  test('for names that come of several values', () => {
    const props = { releaseName: 'Nightly', namespace: 'no_name', managedBy: 'our tool' };
    expect(codes(errorOf(() => new KvminiHarness(chart(), 'kvmini-harness', props)))).toEqual([
      'wrong-format releaseName',
      'wrong-format namespace',
      'wrong-format managedBy',
    ]);
    const managedBy = 5 as unknown as string;
    expect(
      codes(errorOf(() => new KvminiHarness(chart(), 'kvmini-harness', { managedBy }))),
    ).toEqual(['wrong-type managedBy']);
  });

  test('for two harnesses with the same objects', () => {
    const scope = chart();
    new KvminiHarness(scope, 'one', { releaseName: 'kvmini-harness' });
    const again = () => new KvminiHarness(scope, 'two', { releaseName: 'kvmini-harness' });
    expect(new Set(codes(errorOf(again)))).toEqual(new Set(['duplicate releaseName']));
  });

  test.each([
    [{ kvmini: 'on' }, 'wrong-type kvmini'],
    [{ kvmini: { enabled: 'true' } }, 'wrong-type kvmini.enabled'],
    [{ kvmini: { enabled: true, service: { port: 0 } } }, 'out-of-range kvmini.service.port'],
  ])('for the values of a parent chart: %j', (values, expected) => {
    const parentValues: KvminiParentValues = JSON.parse(JSON.stringify(values));
    const make = () =>
      KvminiHarness.subchart(chart(), 'kvmini', { parentValues, releaseName: 'vllm' });
    expect(codes(errorOf(make))).toEqual([expected]);
  });

  test('in docs/values.md', () => {
    const [, section = ''] = readFileSync('docs/values.md', 'utf8').split('## Wrong values\n');
    const [prose = ''] = section.split('\n## ');
    const named = [...prose.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, word]) => word);
    const known = Object.keys(CASES);
    expect(named.filter((word = '') => known.includes(word)).sort()).toEqual(known.sort());
  });
});
