import { readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readRecord, readResults, readRows } from '../../src/results/read';
import { readRun, runBench, settingsFor } from '../run/runs';
import { writeTokenizer } from './made-tokenizer';

type Tokenize = (body: Record<string, string>) => unknown;

const chunk = (content: string) =>
  `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;

/** Two chunks of three tokens each, with time for the first one to be read. */
async function answer(response: ServerResponse): Promise<void> {
  response.write(chunk('one two three'));
  await new Promise((resolve) => setTimeout(resolve, 5));
  for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setImmediate(resolve));
  response.end(`${chunk(' one two three')}data: [DONE]\n\n`);
}

/** An answer of `/tokenize` that begins as a stream and has no end. */
const ENDLESS = Symbol('endless');

/** A server without usage, which puts three tokens in a chunk, and has `/tokenize` where it is given one. */
async function serve(tokenize?: Tokenize) {
  const asked: Record<string, string>[] = [];
  const count = (question: Record<string, string>, response: ServerResponse) => {
    asked.push(question);
    const counted = tokenize?.(question);
    if (counted === ENDLESS) {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: [DONE]\n\n');
      return;
    }
    if (counted === undefined) response.writeHead(500);
    response.end(typeof counted === 'string' ? counted : JSON.stringify(counted ?? null));
  };
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const part of request) body += part;
    if (request.url === '/v1/models') response.end('{"data":[{"id":"m"}]}');
    else if (request.url === '/v1/chat/completions') await answer(response);
    else if (request.url === '/tokenize' && tokenize) count(JSON.parse(body), response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const words = (text = '') => text.trim().split(/\s+/);
const vllm: Tokenize = ({ prompt }) => ({
  count: words(prompt).length,
  tokens: [],
  max_model_len: 9,
});
const llama: Tokenize = ({ content }) => ({ tokens: words(content) });

test.each<[string, Tokenize | undefined, (() => string) | undefined]>([
  ["vLLM's /tokenize", vllm, undefined],
  ["llama.cpp's /tokenize", llama, undefined],
  ['a tokenizer.json', undefined, writeTokenizer],
])('without usage, %s counts output tokens after the last request', async (_, tokenize, make) => {
  const { url, asked } = await serve(tokenize);
  const tokenizer = make?.();
  const settings = settingsFor(url, { requests: 6, warmup: 2, ...(tokenizer && { tokenizer }) });
  const { folder } = await runBench(settings);
  const { results, rows } = readRun(folder);
  // 6 answers of 6 tokens in 2 chunks
  expect(results).toMatchObject({ outputTokens: 36, chunks: 12 });
  expect(results.counts).toMatchObject({ successes: 6, withoutUsage: 6, tokenized: 6, atOnce: 0 });
  expect(results.warnings).toContain(
    '6 requests were answered without usage: a tokenizer counted the output tokens of 6',
  );
  const measured = rows.filter((row) => row.phase === 'measured');
  const tpot = measured.map((row) => ((row.lastTokenMs ?? 0) - (row.firstTokenMs ?? 0)) / 5);
  expect(results.distributions.tpot?.count).toBe(6);
  expect(results.distributions.tpot?.max).toBeCloseTo(Math.max(...tpot), 9);
  expect(asked).toHaveLength(tokenize ? 6 : 0);
  for (const each of asked) {
    expect(each).toMatchObject({ model: 'm', prompt: 'one two three one two three' });
  }
});

test('what is made of the rows afterwards agrees with the results', async () => {
  let answered = 0;
  // Every third answer can't be counted.
  const { url } = await serve((body) => (++answered % 3 === 0 ? undefined : vllm(body)));
  const slo = { tpotMs: 1_000, good: 0.5 };
  const { folder } = await runBench(settingsFor(url, { requests: 9, slo }));
  const { results } = readRun(folder);
  expect(results.counts).toMatchObject({ withoutUsage: 9, tokenized: 6, good: 6 });
  expect(results).toMatchObject({ outputTokens: null, outputTokenThroughput: null });
  expect(results.warnings.join()).toContain('those of 3 are unknown');
  const counted: (number | undefined)[] = [];
  for await (const row of readRows(folder)) counted.push(row.outputTokens);
  expect(counted.filter((each) => each === 6)).toHaveLength(6);
  rmSync(join(folder, 'results.json'));
  const again = await readResults(folder, readRecord(folder));
  const { counts, distributions, goodput, outputTokens, chunks, finishReasons } = results;
  expect(again).toMatchObject({ counts, goodput, outputTokens, chunks, finishReasons });
  expect(again.distributions.tpot).toEqual(distributions.tpot);
});

test.each<[string, Tokenize | undefined]>([
  ['has no tokenizer', undefined],
  ['fails', () => undefined],
  ['answers no JSON', () => '<html>'],
  ['answers other JSON', () => ({ ok: true })],
  ['answers null', () => 'null'],
  ['streams without an end', () => ENDLESS],
  ['counts -5', () => ({ count: -5 })],
  ['counts more than there can be', () => ({ count: 2 ** 40 })],
])(
  'where the server %s, output tokens are unknown, and the run is as it was',
  async (_, tokenize) => {
    const { url } = await serve(tokenize);
    const { folder, exitCode } = await runBench(settingsFor(url, { requests: 3 }));
    expect(exitCode).toBe(0);
    const { results } = readRun(folder);
    expect(results.counts).toMatchObject({ successes: 3, withoutUsage: 3, tokenized: 0 });
    expect(results).toMatchObject({ outputTokens: null, chunks: 6 });
    expect(results.distributions.tpot?.count).toBe(0);
  },
);

test('the text of an answer is in no file', async () => {
  const { url } = await serve(vllm);
  const { folder } = await runBench(settingsFor(url, { requests: 2 }));
  for (const file of ['run.json', 'requests.jsonl', 'tokens.jsonl', 'results.json']) {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).not.toBe('');
    expect(text).not.toContain('three');
  }
});

test('a tokenizer that is none ends a run before anything is sent', async () => {
  const { url } = await serve();
  const run = runBench(settingsFor(url, { tokenizer: writeTokenizer('{}') }));
  await expect(run).rejects.toThrow('--tokenizer');
});
