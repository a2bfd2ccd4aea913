import { expect, test } from 'vitest';
import { newFolder, readRun, startMock } from '../run/runs';
import { shortRun } from './patched';
import { onlyRun, start } from './program';

test.runIf(process.platform === 'linux')(
  'an open-files limit that is too low is told before the run, is a reason of its own, and fails it',
  async () => {
    const { url } = await startMock({ ttft: 50 });
    const out = newFolder();
    const args = [...shortRun(url, out), '--requests', '400', '--concurrency', '200'];
    const limited = ['/bin/sh', '-c', `ulimit -n 60; exec "$0" "$@"`, process.execPath];
    const { code, stderr } = await start(args, {}, limited).ended;
    const { results } = readRun(onlyRun(out) ?? '');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /--concurrency 200: the open-files limit of 60 has room for \d+ connections/,
    );
    expect(stderr).toContain('limits of the load generator itself');
    expect(results.errorsByReason.generator).toBeGreaterThan(4);
    expect(results.errorsByReason.other).toBeUndefined();
    expect(results.warnings.join()).toContain('failed at limits of the load generator itself');
  },
);

test('--stop-on-errors ends a run that cannot succeed, and keeps what was measured', async () => {
  const { url } = await startMock({ faults: { truncated: 1 } });
  const out = newFolder();
  const flags = ['--requests', '5000', '--stop-on-errors', '10%'];
  const { code, stderr } = await start([...shortRun(url, out), ...flags]).ended;
  const { results, record } = readRun(onlyRun(out) ?? '');
  expect(code).toBe(1);
  expect(record.outcome).toBe('failed');
  expect(stderr).toContain(
    'stopped by --stop-on-errors: 10 of the last 10 finished requests failed',
  );
  expect(results.counts.attempts + results.counts.warmup).toBe(10);
});
