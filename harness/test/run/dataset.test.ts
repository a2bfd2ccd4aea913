import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { EXIT } from '../../src/errors';
import { listen } from '../request/served';
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

test('the warm-up has the first prompts of a data set, and the load those behind them', async () => {
  const prompts: unknown[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    if (request.method === 'POST') prompts.push(JSON.parse(body).messages[0].content);
    response.setHeader('content-type', 'application/json');
    response.end('{"data":[{"id":"m"}],"choices":[{"message":{"content":"a"}}]}');
  });
  const dataset = join(newFolder(), 'data.jsonl');
  const all = ['a', 'b', 'c', 'd', 'e', 'f'];
  writeFileSync(dataset, all.map((prompt) => `{"prompt":"${prompt}"}\n`).join(''));
  const url = await listen(server);
  await runBench(
    settingsFor(url, { dataset, warmup: 2, requests: 3, concurrency: 1, stream: false }),
  );
  expect(prompts).toEqual(['a', 'b', 'c', 'd', 'e']);
});
