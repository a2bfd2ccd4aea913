import { rmSync } from 'node:fs';
import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { LoadLoop } from '../../src/load/loop';
import { Recorder } from '../../src/run/recorder';
import { CLOSED_LOOP } from '../../src/workload/arrivals';
import { newFolder, settingsFor } from './runs';

v8.setFlagsFromString('--expose-gc');
const collectGarbage: () => void = vm.runInNewContext('gc');

const heapUsed = () => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

test('memory does not grow with the number of requests', async () => {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const recorder = new Recorder(folder, settingsFor('http://unused'), [], (error) => {
    throw error;
  });
  const heap: number[] = [];
  const loop = new LoadLoop(
    CLOSED_LOOP,
    { phase: 'measured', concurrency: 64, requests: 100_000 },
    {
      now: () => performance.now(),
      row: (row) => {
        recorder.row(row);
        if (row.index === 20_000 || row.index === 99_999) heap.push(heapUsed());
      },
      send: (due, events) =>
        setImmediate(() => {
          const sentMs = due.scheduledMs;
          const firstTokenMs = sentMs + 1;
          const times = { sentMs, firstTokenMs, lastTokenMs: sentMs + 2, endMs: sentMs + 3 };
          const counts = { outputTokens: 2, usage: true, status: 200, outcome: 'success' } as const;
          events.ended({ ...due, ...times, ...counts, chunkGapsMs: [1] });
        }),
    },
  );
  await loop.run();
  const [early = 0, late = 0] = heap;
  expect(recorder.figures().counts.successes).toBe(100_000);
  // 80,000 requests more: a single number kept of each would be seen.
  expect(late - early).toBeLessThan(8 * 80_000);
});
