import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Yaml } from 'cdk8s';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { KvminiRun, type KvminiRunProps } from '../../src';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-run-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the built program; `npm test` builds it first. */
function kvmini(...args: readonly string[]) {
  const options = { encoding: 'utf8', timeout: 20_000 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['lib/cli.js', ...args], options);
  return { status, stdout, stderr };
}

const values = { workers: { enabled: true }, global: { isvc: { name: 'demo-llm' } } };
const OF_RELEASE = ['-n', 'benchmark', '--set', 'workers.enabled=true,global.isvc.name=demo-llm'];

/** The manifests as the construct makes them. */
function synthesized(props: Partial<KvminiRunProps>): string {
  const chart = new Chart(new App(), 'c', { namespace: 'benchmark' });
  new KvminiRun(chart, 'nightly', { release: { values }, ...props });
  return Yaml.stringify(...chart.toJson());
}

const props: Partial<KvminiRunProps> = {
  schedule: '0 3 * * *',
  timeZone: 'Europe/Berlin',
  pods: 4,
  profile: 'sustained',
  bench: { rate: 12.5, requests: 100, slo: { ttft: '200ms', good: 0.95 } },
  target: { model: 'chat' },
  baseline: 'latest-good',
  maxRegression: '10%',
  claim: { size: '20Gi' },
  resources: { requests: { memory: '3Gi' } },
  suspend: true,
  startingDeadlineSeconds: 600,
  successfulJobsHistoryLimit: 1,
  failedJobsHistoryLimit: 2,
  ttlSecondsAfterFinished: 3,
  activeDeadlineSeconds: 4_000,
};

test('a flag for each prop prints to the byte what the construct makes', () => {
  const flags = [
    ...['--schedule', '0 3 * * *', '--time-zone', 'Europe/Berlin', '--pods=4'],
    ...['--profile', 'sustained', '--bench', 'rate=12.5,requests=100'],
    ...['--bench', 'slo.ttft=200ms,slo.good=0.95', '--target', 'model=chat'],
    ...['--baseline', 'latest-good', '--max-regression', '10%', '--claim', 'size=20Gi'],
    ...['--resources', 'requests.memory=3Gi', '--suspend', '--starting-deadline-seconds', '600'],
    ...['--successful-jobs-history-limit', '1', '--failed-jobs-history-limit', '2'],
    ...['--ttl-seconds-after-finished', '3', '--active-deadline-seconds', '4000'],
  ];
  const { status, stdout, stderr } = kvmini('run', 'nightly', ...OF_RELEASE, ...flags);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toBe(synthesized(props));
});

describe('a file of props', () => {
  const file = (name: string, content: object) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };

  test('says the same; a flag counts more', () => {
    const path = file('a.yaml', { ...props, pods: 2, bench: { ...props.bench, rate: 1 } });
    const flags = ['--pods', '4', '--bench', 'rate=12.5', '--run-file', path];
    expect(kvmini('run', 'nightly', ...OF_RELEASE, ...flags)).toEqual({
      ...{ status: 0, stderr: '', stdout: synthesized(props) },
    });
  });

  test('says nothing of the release', () => {
    const { status, stderr } = kvmini('run', 'a', '--run-file', file('b.yaml', { release: 'a' }));
    expect(status).toBe(1);
    expect(stderr).toMatch(/release: a run's file says nothing of its release; name it with --rel/);
  });
});

test('all that is wrong with the run and its release is told, with status 1', () => {
  const { status, stdout, stderr } = kvmini(
    ...['run', 'nightly', '--set', 'image.pullPolicy=always', '--pods', 'x', '--bench', 'rates=1'],
    ...['--schedule', '0 3 * *'],
  );
  expect([status, stdout]).toEqual([1, '']);
  const lines = stderr.split('\n').map((line) => line.split(/: /)[0]?.trim());
  expect(lines).toEqual([
    'error',
    ...['release.image.pullPolicy', 'pods', 'schedule', 'bench.rates'],
    '',
  ]);
});

test('a mistake in a flag is named by the flag', () => {
  const { status, stderr } = kvmini('run', 'nightly', '--bench', 'rate=1,b');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: --bench, column 9: expected "="/);
  expect(kvmini('run').status).toBe(2);
});

test('the Namespace comes first where it is asked for', () => {
  const { stdout } = kvmini('run', 'a', ...OF_RELEASE, '--create-namespace');
  expect(parse(stdout.split('---\n')[0] ?? '')).toMatchObject({
    ...{ kind: 'Namespace', metadata: { name: 'benchmark' } },
  });
});
