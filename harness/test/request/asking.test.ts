import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { PLAIN_ACCESS } from '../../src/request/access';
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
