import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { summarize } from '../../src/cli/summary';
import { watchRunQueue } from '../../src/load/run-queue';
import { loadWarnings } from '../../src/results/load-warnings';
import { MADE_RESULTS } from '../figures/made-run';
import { newFolder } from '../run/runs';

/** The wait between two looks at a file with these contents, so many milliseconds apart. */
function waitBetween(before: string, after: string, ms: number) {
  const file = join(newFolder(), 'schedstat');
  let now = 1_000;
  writeFileSync(file, before);
  const watch = watchRunQueue(() => now, file);
  now += ms;
  writeFileSync(file, after);
  return watch();
}

test('the wait for a CPU is told in seconds and as a part of the time', () => {
  expect(waitBetween('5000000 1000000000 7\n', '397000000 4732000000 99\n', 4_242)).toEqual({
    runQueueWaitSeconds: 3.732,
    runQueueWait: 3.732 / 4.242,
  });
  expect(waitBetween('1 0 1\n', '2 0 2\n', 100)).toEqual({
    runQueueWaitSeconds: 0,
    runQueueWait: 0,
  });
  expect(waitBetween('1 0 1\n', '2 200000000 2\n', 100).runQueueWait).toBe(1);
});

test.each(['', '0 0 0\n', 'a b c\n'])('a kernel that does not count says nothing: %j', (text) => {
  expect(waitBetween(text, text, 100)).toEqual({});
  expect(watchRunQueue(() => 1, '/nowhere/schedstat')()).toEqual({});
});

const said = (runQueueWait: number, attempts = 10): string[] => {
  const generator = {
    ...{ eventLoopUtilization: 0, cpuSeconds: 0, residentBytes: 0 },
    ...{ runQueueWait, runQueueWaitSeconds: 1.25 },
  };
  const counts = { ...MADE_RESULTS.counts, attempts };
  const figures = { ...MADE_RESULTS, counts } as Parameters<typeof loadWarnings>[0];
  return loadWarnings(figures, undefined, generator).flatMap(([is, text]) => (is ? [text] : []));
};

test('a reader is warned from 2 % on; above 20 % the latencies are the generator’s', () => {
  expect(said(0.0199)).toEqual([]);
  expect(said(0.02)).toEqual([
    expect.stringMatching(
      /^The load generator waited for a CPU for 2\.0 % of the load's time \(1\.3 s\)/,
    ),
  ]);
  expect(said(0.2)).toEqual([expect.stringMatching(/^The load generator waited/)]);
  expect(said(0.201)).toEqual([
    expect.stringMatching(/^The latencies of this run are the load generator's.*20\.1 %/),
  ]);
  expect(said(0.9, 0)).toEqual([]);
});

test('the summary has it beside the schedule delay', () => {
  const generator = {
    ...{ eventLoopUtilization: 0, cpuSeconds: 0, residentBytes: 0 },
    ...{ runQueueWait: 0.0123, runQueueWaitSeconds: 0.5 },
  };
  expect(summarize({ ...MADE_RESULTS, generator })).toMatch(
    /Schedule delay .*\n\nThe load generator waited for a CPU for 1\.23 % of the time \(0\.50 s\)/,
  );
});
