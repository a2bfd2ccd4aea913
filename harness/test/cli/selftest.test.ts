import { expect, test } from 'vitest';
import { run } from './program';

test('selftest holds every request against the truth, and never reports less than it', async () => {
  const flags = ['--rate', '20', '--tokens', '4', '--seconds', '1', '--json'];
  const { code, stdout } = await run(['selftest', ...flags]);
  const { reportedMinusTrueMs: errors, met } = JSON.parse(stdout);
  expect(code).toBe(met ? 0 : 3);
  expect(errors).toMatchObject({
    ttft: { count: 20 },
    chunkGap: { count: 60 },
    endToEnd: { count: 20 },
  });
  for (const each of [errors.ttft, errors.endToEnd]) expect(each.min).toBeGreaterThan(-0.1);
});

test('selftest refuses a load that is none', async () => {
  const { code, stderr } = await run(['selftest', '--tokens', '1.5']);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('--tokens: expected a number above 0'),
  ]);
});
