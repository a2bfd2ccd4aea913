import { App, Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { KvminiHarness, ValuesError, type ValuesIssue } from '../../src';
import { UPSTREAM_KEYS } from '../../src/validation/upstream';
import { settings } from '../../src/values/settings';
import { harness } from '../support/render';

/** Every problem of some values. */
function issuesOf(
  values: object,
  render: (values: object) => unknown = harness,
): readonly ValuesIssue[] {
  try {
    render(values);
  } catch (error) {
    if (error instanceof ValuesError) return error.issues;
    throw error;
  }
  return [];
}

/** A value at a path, as the user writes it. */
const nested = (path: string, value: unknown): object =>
  path.split('.').reduceRight((inner: unknown, key) => ({ [key]: inner }), value) as object;

const rows = [...UPSTREAM_KEYS.HARNESS, ...UPSTREAM_KEYS.PARENT];

test.each(rows)('$key names what takes its place', ({ key, path, says = '' }) => {
  const [issue, ...others] = issuesOf(nested(key, 'x'));
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ code: 'unknown-key', path: key });
  expect(issue?.suggestion).toBe(path);
  expect(issue?.message).toContain(path ?? says.replaceAll('`', ''));
  expect(issue?.message).not.toContain('\n');
});

test('what takes a place is there, and what it replaces is not', () => {
  const known = new Set([...settings()].map((setting) => setting.path.join('.')));
  const paths = rows.flatMap(({ path }) => path ?? []);
  const own = paths.map((path) => path.replace(/\.NAME\..*$/, ''));
  expect(own.filter((path) => !known.has(path))).toEqual([]);
  expect(rows.filter(({ key }) => known.has(key))).toEqual([]);
});

describe('a file in the shape of upstream’s', () => {
  test('gets a line for each key', () => {
    const values = {
      replicaCount: 2,
      benchmark: {
        storage: { enabled: true, storageClass: 'fast', size: '5Gi' },
        prometheus: { enabled: false, url: 'http://prometheus.example:9090' },
        defaults: { namespace: 'ml', requests: 5, concurrency: 2, maxTokens: 8 },
        model: { uri: 's3://a', runtime: 'vllm' },
        inference: { gpuLimit: 2, minReplicas: 1, maxReplicas: 3 },
      },
      scripts: { enabled: false },
      persistence: { size: '5Gi' },
    };
    const issues = issuesOf(values).map(({ path, suggestion }) => [path, suggestion]);
    expect(issues).toEqual([
      ['benchmark.storage.enabled', 'persistence.enabled'],
      ['benchmark.storage.storageClass', 'persistence.storageClass'],
      ['benchmark.storage.size', 'persistence.size'],
      ['benchmark.prometheus.enabled', 'monitoring.enabled'],
      ['benchmark.prometheus.url', 'monitoring.prometheus.url'],
      ['benchmark.defaults.namespace', 'global.isvc.namespace'],
      ['benchmark.defaults.requests', 'benchmark.profiles.NAME.requests'],
      ['benchmark.defaults.concurrency', 'benchmark.profiles.NAME.concurrency'],
      ['benchmark.defaults.maxTokens', 'benchmark.profiles.NAME.maxTokens'],
      ['benchmark.model.uri', 'global.model.storageUri'],
      ['benchmark.model.runtime', undefined],
      ['benchmark.inference.gpuLimit', undefined],
      ['benchmark.inference.minReplicas', undefined],
      ['benchmark.inference.maxReplicas', undefined],
      ['scripts.enabled', 'extraVolumes'],
    ]);
  });

  test.each<[unknown, string[]]>([
    [{}, ['benchmark.storage']],
    ['10Gi', ['benchmark.storage']],
    [[1], ['benchmark.storage']],
    [{ accessMode: 'x' }, ['benchmark.storage']],
    [{ size: '1Gi', accessMode: 'x' }, ['benchmark.storage', 'benchmark.storage.size']],
  ])('a section with %j', (storage, paths) => {
    expect(issuesOf({ benchmark: { storage } }).map(({ path }) => path)).toEqual(paths);
  });

  test('what was only misspelt is told as before', () => {
    const [issue] = issuesOf({ benchmark: { defaultProfil: 'smoke' } });
    expect(issue?.message).toBe('unknown key; did you mean benchmark.defaultProfile?');
  });
});

test('below a parent, what takes the place has its path there', () => {
  const parentValues = {
    inferenceService: { name: 'of the parent' },
    kvmini: {
      enabled: true,
      tga: 'x',
      benchmark: { storage: { size: '5Gi' }, model: { uri: '' } },
    },
  };
  const issues = issuesOf(parentValues, (values) =>
    KvminiHarness.subchart(new Chart(new App(), 'c'), 'kvmini', { parentValues: values }),
  );
  expect(issues.map(({ path, suggestion, message }) => [path, suggestion, message])).toEqual([
    [
      'kvmini.benchmark.storage.size',
      'kvmini.persistence.size',
      'unknown key; here it is kvmini.persistence.size',
    ],
    [
      'kvmini.benchmark.model.uri',
      'global.model.storageUri',
      'unknown key; here it is global.model.storageUri',
    ],
    ['kvmini.tga', 'kvmini.image.tag', 'unknown key; did you mean kvmini.image.tag?'],
  ]);
});
