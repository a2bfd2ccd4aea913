import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { onlyRun, until } from '../cli/program';
import { readRun, startMock } from '../run/runs';
import { scrape } from '../serve/serving';
import { testWith } from '../support/needs';
import { createPod, inPod, kvmini } from './sandbox';

const test = testWith('bwrap', 'bubblewrap');

test('the sandbox is one: uid 65534, nothing but /data and /tmp can be written', async () => {
  const script = `echo "uid=$(id -u)"; for p in / /opt/kvmini /app /usr /data /tmp; do
    touch $p/probe 2>/dev/null && echo "$p"; done`;
  const { code, stdout } = await inPod(createPod(), ['/bin/sh', '-c', script]).ended;
  expect([code, stdout.trim().split('\n')]).toEqual([0, ['uid=65534', '/data', '/tmp']]);
});

test('serve and a run work in the conditions of the manifests, and SIGTERM ends both', async () => {
  const pod = createPod();
  const mock = await startMock();
  const serve = inPod(pod, kvmini('serve', '--port', '0'));
  await until(() => serve.shown().includes('serves port'));
  const url = `http://127.0.0.1:${/serves port (\d+)/.exec(serve.shown())?.[1]}`;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const bench = await inPod(pod, kvmini('bench', '--url', mock.url, '--no-progress')).ended;
  expect(bench).toMatchObject({ code: 0, stderr: '' });
  const folder = onlyRun(join(pod.data, 'results')) ?? '';
  expect(readRun(folder).results.counts.successes).toBe(5);
  expect(readdirSync(folder).sort()).toEqual([
    'report.html',
    'requests.jsonl',
    'results.json',
    'run.json',
  ]);
  await until(async () => (await scrape(url)).get('kvmini_runs_total{outcome="done"}') === 1);
  const going = inPod(
    pod,
    kvmini('bench', '--url', mock.url, '--requests', '100000', '--no-progress'),
  );
  await until(async () => (await scrape(url)).get('kvmini_run_active') === 1);
  serve.signal('SIGTERM');
  expect((await serve.ended).code).toBe(0);
  expect((await going.ended).code).toBe(130);
  const names = readdirSync(join(pod.data, 'results'))
    .filter((name) => /^\d/.test(name))
    .sort();
  const { record } = readRun(join(pod.data, 'results', names.at(-1) ?? ''));
  expect(record).toMatchObject({ outcome: 'interrupted' });
  expect(readFileSync(join(pod.data, 'logs/kvmini.log'), 'utf8')).toContain('ended: interrupted');
});

test('a read-only place for results ends a run before load is sent', async () => {
  const mock = await startMock();
  const flags = ['bench', '--url', mock.url, '--output-dir', '/opt/kvmini/results'];
  const { code, stderr } = await inPod(createPod(), kvmini(...flags)).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/\/opt\/kvmini\/results: can't be written: the file system is read-only/);
  expect(mock.server.truth.take()).toEqual([]);
});

test('a full disk ends a run before load is sent', async () => {
  const mock = await startMock();
  const run = inPod(createPod(), kvmini('bench', '--url', mock.url), 512 * 1024);
  const { code, stderr } = await run.ended;
  expect([code, mock.server.truth.take()]).toEqual([1, []]);
  expect(stderr).toMatch(/can't be written: the disk is full; make room/);
});

test('a disk that fills up during a run ends it with a clear reason, and keeps whole rows', async () => {
  const mock = await startMock();
  const script = `${kvmini('bench', '--url', mock.url, '--requests', '100000', '--no-progress').join(' ')} &
    while [ ! -s /data/results/latest/requests.jsonl ]; do sleep 0.05; done
    head -c 100000000 /dev/zero > /data/fill 2>/dev/null
    wait $!; code=$?
    rm /data/fill
    echo "rows=$(wc -l < /data/results/latest/requests.jsonl)"
    exit $code`;
  const pod = createPod();
  const { code, stdout, stderr } = await inPod(pod, ['/bin/sh', '-c', script], 4 * 1024 * 1024)
    .ended;
  expect(code).toBe(1);
  expect(stderr).toContain('the disk is full');
  expect(Number(/rows=(\d+)/.exec(stdout)?.[1])).toBeGreaterThan(0);
});
