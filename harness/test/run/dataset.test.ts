import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { EXIT } from '../../src/errors';
import { newFolder, readRun, runBench, settingsFor, startMock } from './runs';

/** A data set of more than is kept in memory, in few rows. */
function largeFile(): string {
  const path = join(newFolder(), 'data.jsonl');
  writeFileSync(path, `{"prompt":"${'word '.repeat(40_000)}"}\n`.repeat(100));
  return path;
}

test('a data set that changes under the run ends it with the place; what was measured is kept', async () => {
  const { url } = await startMock();
  const dataset = largeFile();
  let ended = 0;
  const change = () => {
    if (++ended === 3) writeFileSync(dataset, 'nonsense\n');
  };
  const { folder, exitCode } = await runBench(
    settingsFor(url, { dataset, requests: 1_000, concurrency: 1 }),
    { observers: [{ row: change }] },
  );
  const { rows, results } = readRun(folder);
  expect(exitCode).toBe(EXIT.failed);
  expect(results).toMatchObject({ outcome: 'failed', reason: expect.stringContaining(dataset) });
  expect(rows.length).toBeGreaterThanOrEqual(3);
  expect(rows.length).toBeLessThanOrEqual(101);
  expect(results.counts.successes).toBe(rows.length);
});

test('an interruption while a data set is checked ends the run before anything is sent', async () => {
  const { server, url } = await startMock();
  const path = join(newFolder(), 'data.jsonl.gz');
  writeFileSync(path, gzipSync('{"prompt":"a"}\n'.repeat(100_000)));
  const interrupt = new AbortController();
  const run = runBench(settingsFor(url, { dataset: path }), { interrupted: interrupt.signal });
  interrupt.abort('interrupted by SIGINT');
  const error = await run.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ message: 'interrupted by SIGINT', exitCode: EXIT.interrupted });
  expect(server.truth.take()).toEqual([]);
});
