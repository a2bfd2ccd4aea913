import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jsonText } from '../../src/cli/json';
import { listen } from '../request/served';
import { newFolder, readRun, startMock } from '../run/runs';
import { shortRun, startPatched } from './patched';
import { onlyRun, run, start, until } from './program';

const rowCount = (outputDir: string): number => {
  const path = join(onlyRun(outputDir) ?? '', 'requests.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
};

const READERS = [['stdout'], ['stderr'], ['stdout', 'stderr']] as const;

test('whoever reads stdout, stderr or both goes away: the run ends as it would have', async () => {
  const { url } = await startMock({ ttft: 5 });
  const runs = READERS.map(async (gone) => {
    const out = newFolder();
    const flags = shortRun(url, out).filter((flag) => flag !== '--no-progress');
    const { child, ended } = start([...flags, '--requests', '20']);
    for (const name of gone) child[name]?.destroy();
    const { code, signal, stderr } = await ended;
    expect([code, signal]).toEqual([0, null]);
    expect(stderr).not.toContain('Error');
    const { record, results } = readRun(onlyRun(out) ?? '');
    expect(record.outcome).toBe('done');
    expect(results.counts.successes).toBe(20);
    expect(existsSync(join(onlyRun(out) ?? '', 'report.html'))).toBe(true);
  });
  await Promise.all(runs);
});

test('a terminal that closes is an interruption: both streams gone, SIGHUP twice, results kept', async () => {
  const { url } = await startMock({ ttft: 20 });
  const out = newFolder();
  const { child, ended } = start([...shortRun(url, out), '--requests', '5000']);
  await until(() => rowCount(out) > 4);
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.kill('SIGHUP');
  child.kill('SIGHUP');
  expect((await ended).code).toBe(130);
  const { record, results } = readRun(onlyRun(out) ?? '');
  expect(record).toMatchObject({ outcome: 'interrupted', reason: 'interrupted by SIGHUP' });
  expect(results.counts.successes).toBeGreaterThan(2);
});

/** A disk that is full behind `>`: what is written to stdout throws at once. */
const FULL = `
  process.stdout.write = () => {
    throw Object.assign(new Error('ENOSPC: made up'), { code: 'ENOSPC' });
  };`;

test('output that a full disk takes no more is no success, and takes nothing from the run', async () => {
  const { url } = await startMock();
  const out = newFolder();
  const { code, stderr } = await startPatched(shortRun(url, out), FULL).ended;
  expect(code).toBe(1);
  expect(stderr).toBe('kvmini: output was lost: ENOSPC: made up\n');
  expect(readRun(onlyRun(out) ?? '').record.outcome).toBe('done');
});

test('a second signal ends the program at once', async () => {
  const { url } = await startMock({ faults: { stall: 1 } });
  // Whoever is told to stop hangs: the end of a run can't wait for that.
  const hangs = `process.on('SIGINT', () => { const end = Date.now() + 300; while (Date.now() < end); });`;
  const out = newFolder();
  const { child, ended } = startPatched([...shortRun(url, out), '--requests', '50'], hangs);
  await until(() => onlyRun(out) !== undefined);
  await until(() => existsSync(join(onlyRun(out) ?? '', 'run.json')));
  child.kill('SIGINT');
  child.kill('SIGTERM');
  expect((await ended).code).toBe(130);
});

test('a port in use, or none at all, is one line and the end', async () => {
  const { port } = new URL(await listen(createServer()));
  const env = { KVMINI_DATA: newFolder(), KVMINI_SOCKET: join(newFolder(), 'socket') };
  const [serve, mock, none] = await Promise.all([
    run(['serve', '--port', port], env),
    run(['mock', '--port', port]),
    run(['mock', '--port', '70000']),
  ]);
  const taken = `port ${port}: can't listen: another program listens there; end it, or name another port with --port`;
  for (const { code, stderr } of [serve, mock]) {
    expect([code, stderr]).toEqual([1, `kvmini: ${taken}\n`]);
  }
  const expected = 'kvmini: --port: expected a number from 0 to 65535, found "70000"\n';
  expect([none.code, none.stderr]).toEqual([2, expected]);
});

test('JSON for a terminal steers none, and says the same', () => {
  const value = { text: 'a\u001b[31m\u009b2J\u202e\u2028\ufeff\u{e0001}\n\u007fä𝄞' };
  const text = jsonText(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text).toBe(
    '{\n  "text": "a\\u001b[31m\\u009b2J\\u202e\\u2028\\ufeff\\udb40\\udc01\\n\\u007fä𝄞"\n}\n',
  );
});
