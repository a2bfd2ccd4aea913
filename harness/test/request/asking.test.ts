import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PLAIN_ACCESS } from '../../src/request/access';
import { Addresses } from '../../src/request/addresses';
import { type ClientOptions, LoadClient } from '../../src/request/client';
import { clientOf, PLAIN, startServer } from './served';

test('what was asked beside the load leaves no connection open when the load is over', async () => {
  const server = createServer((request, response) => {
    request.resume();
    response.end('{"count":1}');
  });
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const opened = once(server, 'connection');
  const options: ClientOptions = {
    ...{ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, basePath: '/v1' },
    ...{
      endpoint: 'chat' as const,
      model: 'm',
      maxTokens: 1,
      stream: true,
      requestTimeoutMs: 5_000,
    },
    ...{ connections: 1, access: PLAIN_ACCESS, runId: 'r' },
  };
  const client = new LoadClient(options, () => performance.now());
  const { signal } = new AbortController();
  expect(await client.ask('/tokenize', { content: 'a' }, 100, signal)).toBe('{"count":1}');
  const [socket] = (await opened) as [Socket];
  const closed = once(socket, 'close');
  await client.cutOff();
  // Well before the 4 s for which undici keeps a connection that nobody uses.
  await Promise.race([closed, new Promise((_, late) => setTimeout(late, 1_500))]);
  expect(socket.destroyed).toBe(true);
});

test.each<[status: number, type: string, body: string, answer: string | undefined]>([
  [200, 'application/json', '{}', '{}'],
  [299, 'application/json; charset=utf-8', '{}', '{}'],
  [300, 'application/json', '{}', undefined],
  [200, 'text/html', '{}', undefined],
  [200, 'application/json', '12345', '12345'],
  [200, 'application/json', '123456', undefined],
])('of %s, %s and %s is taken %s', async (status, type, body, answer) => {
  const { client } = clientOf({
    ...PLAIN,
    ...(await startServer((response) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    })),
  });
  expect(await client.ask('/tokenize', {}, 5, new AbortController().signal)).toBe(answer);
});

test('what is asked beside the load carries the headers of the load, and wants JSON', async () => {
  const { origin, asked } = await startServer((response) => response.end('{}'));
  const access = { ...PLAIN_ACCESS, headers: { authorization: 'Bearer k3y' } };
  const { client } = clientOf({ ...PLAIN, origin, access });
  const { signal } = new AbortController();
  // An answer that does not say what it is may be JSON.
  expect(await client.ask('/tokenize?x=1', { content: 'a' }, 100, signal)).toBe('{}');
  expect(asked.map(({ request, body }) => [request.method, request.url, body])).toEqual([
    ['POST', '/tokenize?x=1', '{"content":"a"}'],
  ]);
  expect(asked[0]?.request.headers).toMatchObject({
    ...{ accept: 'application/json', 'content-type': 'application/json' },
    authorization: 'Bearer k3y',
  });
});

test('four connections are used for what is asked beside the load, whatever the load uses', async () => {
  const held: ServerResponse[] = [];
  const { origin, asked } = await startServer((response) => held.push(response));
  const { client } = clientOf({ ...PLAIN, origin, connections: 1 });
  const { signal } = new AbortController();
  const answers = Array.from({ length: 6 }, () => client.ask('/tokenize', {}, 9, signal));
  await vi.waitFor(() => expect(asked).toHaveLength(4));
  expect(new Set(asked.map(({ request }) => request.socket)).size).toBe(4);
  while (held.length > 0) {
    held.shift()?.end('1');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  expect(await Promise.all(answers)).toEqual(Array(6).fill('1'));
  expect(new Set(asked.map(({ request }) => request.socket)).size).toBe(4);
});

test('an answer beside the load that is none is not waited for', async () => {
  const closed: Promise<unknown>[] = [];
  const { origin } = await startServer((response) => {
    closed.push(once(response, 'close'));
    response.writeHead(500, { 'content-type': 'application/json' }).write('{');
  });
  const { client } = clientOf({ ...PLAIN, origin });
  expect(await client.ask('/tokenize', {}, 9, new AbortController().signal)).toBeUndefined();
  await Promise.all(closed);
});

test('what is asked can be given up', async () => {
  const { origin, asked } = await startServer(() => {});
  const { client } = clientOf({ ...PLAIN, origin });
  const gone = new AbortController();
  const answer = client.ask('/tokenize', {}, 9, gone.signal);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  gone.abort(new Error('enough'));
  await expect(answer).rejects.toThrow('enough');
});

test('before the load begins the name of the target is looked up', async () => {
  const ready = vi.spyOn(Addresses.prototype, 'ready');
  onTestFinished(() => ready.mockRestore());
  const { client } = clientOf({ ...PLAIN, origin: 'http://127.0.0.1:9' });
  await client.prepare();
  expect(ready).toHaveBeenCalledTimes(1);
});

test('no header is shown in a message, with its scheme or without, unless it is too short for a secret', async () => {
  const said = 'no: Bearer k3y-1, k3y-2, abcd, xyz, Basic';
  const { origin } = await startServer((response) => {
    response.writeHead(401).end(said);
  });
  const headers = { authorization: 'Bearer k3y-1', 'x-key': 'Key  k3y-2', a: 'abcd', b: 'xyz' };
  const { send } = clientOf({ ...PLAIN, origin, access: { ...PLAIN_ACCESS, headers } });
  expect((await send()).message).toBe('no: ***, ***, ***, xyz, Basic');
});
