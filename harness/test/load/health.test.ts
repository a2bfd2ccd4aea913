import { afterEach, expect, test, vi } from 'vitest';
import { watchHealth } from '../../src/load/health';

afterEach(() => vi.restoreAllMocks());

test('tells CPU seconds, busy time and memory since it began to watch', () => {
  const usage = vi.spyOn(process, 'cpuUsage').mockReturnValue({ user: 1_000_000, system: 500_000 });
  const loop = vi.spyOn(performance, 'eventLoopUtilization');
  const begun = { idle: 1, active: 2, utilization: 0.75 };
  loop.mockReturnValueOnce(begun).mockReturnValueOnce({ ...begun, utilization: 0.25 });
  vi.spyOn(process.memoryUsage, 'rss').mockReturnValue(123_456);
  const health = watchHealth();
  // What was used since the first look: 2.5 s in the program and 0.5 s in the kernel.
  usage.mockReturnValue({ user: 2_500_000, system: 500_000 });
  expect(health()).toMatchObject({
    cpuSeconds: 3,
    eventLoopUtilization: 0.25,
    residentBytes: 123_456,
  });
  expect(usage).toHaveBeenLastCalledWith({ user: 1_000_000, system: 500_000 });
  expect(loop).toHaveBeenLastCalledWith(begun);
});
