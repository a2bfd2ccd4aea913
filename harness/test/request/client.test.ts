import type { ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createRawServer } from 'node:net';
import { expect, test, vi } from 'vitest';
import { PLAIN_ACCESS } from '../../src/request/access';
import type { ClientOptions, Due } from '../../src/request/client';
import { VERSION } from '../../src/version';
import type { Prompt } from '../../src/workload/prompts';
import { newFolder } from '../run/runs';
import { makeCertificate, testWithCertificate } from '../target/certificate';
import { ANSWERS } from './answers';
import { bytesOf } from './packets';
import { clientOf, listen, PLAIN, startServer, WHOLE } from './served';

const trusting = (insecure: boolean) => ({
  ...PLAIN_ACCESS,
  tls: { rejectUnauthorized: !insecure },
});

const CHAT = [{ role: 'system', content: 'Be brief' }];

test.each<[string, Partial<ClientOptions>, Prompt, path: string, body: object]>([
  [
    'a chat',
    {},
    'Hello',
    '/v1/chat/completions',
    {
      ...{ model: 'llama', messages: [{ role: 'user', content: 'Hello' }], max_tokens: 17 },
      ...{ stream: true, stream_options: { include_usage: true } },
    },
  ],
  [
    'messages, not streamed, of another model on another path',
    { stream: false, model: 'qwen', basePath: '/openai/v1', maxTokens: 1 },
    CHAT,
    '/openai/v1/chat/completions',
    { model: 'qwen', messages: CHAT, max_tokens: 1, stream: false },
  ],
  [
    'completions',
    { endpoint: 'completions' },
    'Hello',
    '/v1/completions',
    {
      ...{ model: 'llama', prompt: 'Hello', max_tokens: 17 },
      ...{ stream: true, stream_options: { include_usage: true } },
    },
  ],
])('%s: path and body', async (_, options, prompt, path, body) => {
  const { origin, asked } = await startServer();
  await clientOf({ origin, ...PLAIN, ...options }).send({}, prompt);
  expect(asked.map(({ request }) => [request.method, request.url])).toEqual([['POST', path]]);
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual(body);
});

test.each<[string, Partial<ClientOptions>, Partial<Due>, object]>([
  ['a stream', {}, { index: 5 }, { 'x-request-id': 'run-1-measured-5' }],
  [
    'no stream, with a key, in the warm-up',
    {
      stream: false,
      access: { ...PLAIN_ACCESS, headers: { authorization: 'Bearer k3y' } },
      runId: 'x',
    },
    { phase: 'warmup' },
    {
      ...{ 'x-request-id': 'x-warmup-0', accept: 'application/json' },
      authorization: 'Bearer k3y',
    },
  ],
])('%s: headers', async (_, options, due, changes) => {
  const { origin, asked } = await startServer();
  await clientOf({ origin, ...PLAIN, ...options }).send(due);
  const [{ request, body } = { request: undefined, body: '' }] = asked;
  expect(request?.headers).toEqual({
    ...{ host: new URL(origin).host, connection: 'keep-alive' },
    ...{ 'content-type': 'application/json', accept: 'text/event-stream' },
    ...{ 'user-agent': `kvmini/${VERSION}`, 'content-length': String(Buffer.byteLength(body)) },
    ...changes,
  });
});

test('keeps its connections, and sends one request at a time on each', async () => {
  const held: ServerResponse[] = [];
  const { origin, asked } = await startServer((response) => held.push(response));
  const { send } = clientOf({ origin, ...PLAIN, connections: 2 });
  for (const count of [2, 4, 7]) {
    const rows = Array.from({ length: count - asked.length }, (_, index) => send({ index }));
    await vi.waitFor(() => expect(asked).toHaveLength(count));
    expect(new Set(held.map(({ socket }) => socket)).size).toBe(held.length);
    for (const response of held.splice(0)) response.end(WHOLE);
    for (const row of await Promise.all(rows)) expect(row.outcome).toBe('success');
    // Longer than a connection rests after an answer.
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  expect(new Set(asked.map(({ request }) => request.socket)).size).toBe(3);
});

testWithCertificate('takes a certificate that nobody vouches for only where told to', async () => {
  const { tls } = makeCertificate(newFolder());
  const secure = createSecureServer(tls, (_, response) => void response.end(WHOLE));
  const origin = (await listen(secure)).replace('http:', 'https:');
  const ask = (insecure: boolean) =>
    clientOf({ origin, ...PLAIN, access: trusting(insecure) }).send();
  expect(await ask(false)).toMatchObject({ outcome: 'error', reason: 'tls' });
  expect(await ask(true)).toMatchObject({ outcome: 'success' });
});

test('cutting off ends requests on their way, those that wait for a connection, and those that come after', async () => {
  const { origin, asked } = await startServer(() => {});
  const { client, send } = clientOf({ origin, ...PLAIN });
  const first = send({ index: 0 });
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  const second = send({ index: 1 });
  await client.cutOff();
  const third = await send({ index: 2 });
  expect(await first).toMatchObject({ outcome: 'unfinished', sentMs: expect.any(Number) });
  for (const row of [await second, third]) {
    expect(row).toMatchObject({ outcome: 'unfinished' });
    expect(row).not.toHaveProperty('sentMs');
  }
  expect(asked).toHaveLength(1);
});

const OVER_HTTP = ANSWERS.filter(({ reset }) => !reset);

/** Answers each request with the answer that its id numbers, as raw bytes, and closes. */
const rawServer = () =>
  createRawServer((socket) => {
    socket.on('error', () => {});
    let asked = '';
    socket.on('data', (data) => {
      asked += data;
      if (!asked.endsWith('}')) return;
      const answer = OVER_HTTP[Number(/-(\d+)\r\n/.exec(asked)?.[1])];
      if (!answer) return;
      socket.write(`HTTP/1.1 ${answer.status} Whatever\r\nconnection: close\r\n\r\n`);
      socket.end(bytesOf(answer));
    });
  });

test('over a real connection the answers of the table have the same outcome', async () => {
  const origin = await listen(rawServer());
  const streams = clientOf({ origin, ...PLAIN, connections: 4 });
  const wholes = clientOf({ origin, ...PLAIN, connections: 4, stream: false });
  const rows = OVER_HTTP.map(async ({ name, stream }, index) => {
    const { outcome, reason, status, ...row } = await (stream ? streams : wholes).send({ index });
    const { promptTokens, outputTokens, usage } = row;
    const chunks = row.firstTokenMs === undefined ? 0 : 1 + row.chunkGapsMs.length;
    const told = { outcome: reason ?? outcome, chunks, promptTokens, outputTokens, usage };
    return { name, status, ...told };
  });
  const expected = OVER_HTTP.map(({ name, status, expected }) => ({ name, status, ...expected }));
  expect(await Promise.all(rows)).toEqual(expected);
});
