import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FigureCollector } from '../../src/figures/collector';
import { watchHealth } from '../../src/load/health';
import { type LostCpu, watchLostCpu } from '../../src/load/lost-cpu';
import type { RequestRow } from '../../src/request/row';
import { buildResults } from '../../src/results/build';
import { newFolder } from '../run/runs';

/** Files as Linux writes them. */
function linux() {
  const folder = newFolder();
  const cgroup = join(folder, 'cpu.stat');
  const files = { stat: join(folder, 'stat'), cgroups: [join(folder, 'none'), cgroup] };
  const write = (idle: number, stolen: number, throttled: string) => {
    // Of what comes after "stolen", guests are part of "user" already.
    writeFileSync(
      files.stat,
      `cpu  100 0 50 ${idle} 5 0 5 ${stolen} ${idle} 0\ncpu0 1 2 3\nintr 9\n`,
    );
    writeFileSync(cgroup, `nr_periods 5\nnr_throttled 3\n${throttled}\n`);
  };
  return { files, write };
}

test.each([
  ['throttled_usec 500000', 'throttled_usec 2000000'],
  ['throttled_time 500000000', 'throttled_time 2000000000'],
])('tells what the host and the CPU limit took since it began to watch: %s', (before, after) => {
  const { files, write } = linux();
  write(1_000, 30, before);
  const lost = watchLostCpu(files);
  write(1_090, 40, after);
  expect(lost()).toEqual({ stolenCpu: 0.1, throttledSeconds: 1.5 });
});

test('says nothing where the system does not', () => {
  const nowhere = join(newFolder(), 'none');
  expect(watchLostCpu({ stat: nowhere, cgroups: [nowhere] })()).toEqual({});
  const { files, write } = linux();
  // The root of all groups has no limit, and no line about it.
  write(1_000, 30, 'usage_usec 5');
  const lost = watchLostCpu(files);
  expect(lost()).toEqual({});
});

test('says nothing of the host where no time passed, or where an old kernel does not count it', () => {
  const { files, write } = linux();
  write(1_000, 30, 'throttled_usec 1');
  expect(watchLostCpu(files)()).toEqual({ throttledSeconds: 0 });
  const old = (idle: number) => writeFileSync(files.stat, `cpu  100 0 50 ${idle} 5 0 5\n`);
  old(1_000);
  const lost = watchLostCpu(files);
  old(2_000);
  expect(lost()).toEqual({ throttledSeconds: 0 });
});

test('of two files about the limit the first is read, also where the file ends with its line', () => {
  const { files, write } = linux();
  write(1_000, 30, 'throttled_usec 1');
  const [first = ''] = files.cgroups;
  writeFileSync(first, 'throttled_usec 250000');
  const lost = watchLostCpu(files);
  write(1_001, 30, 'throttled_usec 9000000');
  writeFileSync(first, 'throttled_usec 1000000');
  expect(lost()).toEqual({ stolenCpu: 0, throttledSeconds: 0.75 });
});

test.runIf(existsSync('/proc/stat'))('a run on Linux tells what its host took', () => {
  const health = watchHealth();
  const late = performance.now() + 50;
  while (performance.now() < late);
  expect(health().stolenCpu).toBeGreaterThanOrEqual(0);
});

const ROW: RequestRow = {
  ...{ index: 0, phase: 'measured', scheduledMs: 0, endMs: 1, chunkGapsMs: [] },
  ...{ outcome: 'success', outputTokens: 1, usage: true },
};

test.each<[LostCpu, RegExp | undefined]>([
  [{}, undefined],
  [{ stolenCpu: 0.02, throttledSeconds: 0.1 }, undefined],
  [{ stolenCpu: 0.078 }, /host took 7\.8 % of the CPU time/],
  [{ throttledSeconds: 3.21 }, /CPU limit .* back for 3\.2 s: raise resources\.limits\.cpu/],
])('%j in the results: a reader is warned from where it matters', (lost, warning) => {
  const figures = new FigureCollector(undefined);
  figures.add(ROW);
  const generator = { eventLoopUtilization: 0.1, cpuSeconds: 1, residentBytes: 1, ...lost };
  const facts = { run: 'r', profile: 'p', outcome: 'done', reason: null, unsent: 0 } as const;
  const { warnings } = buildResults(figures.figures(), { ...facts, slo: undefined, generator });
  if (warning === undefined) expect(warnings).toEqual([]);
  else expect(warnings).toEqual([expect.stringMatching(warning)]);
});

test('where no request ended there are no figures for the lost time to be in', () => {
  const lost = { eventLoopUtilization: 1, stolenCpu: 1, throttledSeconds: 9 };
  const generator = { ...lost, cpuSeconds: 1, residentBytes: 1, runQueueWait: 0.9 };
  const facts = { run: 'r', profile: 'p', outcome: 'failed', reason: 'none', unsent: 0 } as const;
  const none = new FigureCollector(undefined).figures();
  expect(buildResults(none, { ...facts, slo: undefined, generator }).warnings).toEqual([]);
});
