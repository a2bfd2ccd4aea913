import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PLAIN_ACCESS } from '../../src/request/access';
import { clientOf, listen, PLAIN, WHOLE } from './served';

/** A proxy that answers plain requests itself, and refuses tunnels; it notes what it is asked. */
async function startProxy() {
  const asked: IncomingMessage[] = [];
  const tunnels: { url: string | undefined; key: string | undefined }[] = [];
  const server = createHttpServer((request, response) => {
    asked.push(request);
    request.resume();
    response.end(WHOLE);
  });
  server.on('connect', (request, socket) => {
    tunnels.push({ url: request.url, key: request.headers['proxy-authorization'] });
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  const url = await listen(server);
  onTestFinished(() => server.closeAllConnections());
  return { url, asked, tunnels };
}

const by = (proxy: string, rest: object = {}) => ({
  ...PLAIN,
  access: { ...PLAIN_ACCESS, proxy: new URL(proxy) },
  ...rest,
});

test('a proxy is asked for the whole address, with the host of the target', async () => {
  const { url, asked } = await startProxy();
  const { client, send } = clientOf({
    ...by(url),
    origin: 'http://llm.example:8000',
    search: '?v=1',
  });
  expect(await send()).toMatchObject({ outcome: 'success' });
  expect(asked.map((each) => each.url)).toEqual([
    'http://llm.example:8000/v1/chat/completions?v=1',
  ]);
  expect(asked[0]?.headers).toMatchObject({ host: 'llm.example:8000' });
  expect(asked[0]?.headers).not.toHaveProperty('proxy-authorization');
  expect(client.note()).toBeUndefined();
  await client.prepare();
});

test.each([
  ['me:p%40ss', 'me:p@ss'],
  ['m%20e', 'm e:'],
])('the name and password %s are shown to the proxy', async (given, shown) => {
  const { url, asked, tunnels } = await startProxy();
  const proxy = url.replace('//', `//${given}@`);
  const key = `Basic ${Buffer.from(shown).toString('base64')}`;
  await clientOf({ ...by(proxy), origin: 'http://llm.example' }).send();
  expect(asked[0]?.headers['proxy-authorization']).toBe(key);
  const secure = await clientOf({ ...by(proxy), origin: 'https://llm.example' }).send();
  expect(secure).toMatchObject({ outcome: 'error' });
  expect(tunnels[0]).toEqual({ url: 'llm.example:443', key });
});

test('without a name nothing is shown to a proxy for a tunnel', async () => {
  const { url, tunnels } = await startProxy();
  await clientOf({ ...by(url), origin: 'https://llm.example:8443' }).send();
  expect(tunnels[0]).toEqual({ url: 'llm.example:8443', key: undefined });
});

test.each([
  ['auto', 1],
  ['never', 3],
] as const)(
  'with --connection-reuse %s three requests take %i connections to a proxy',
  async (connectionReuse, count) => {
    const { url, asked } = await startProxy();
    const { send } = clientOf({ ...by(url, { connectionReuse }), origin: 'http://llm.example' });
    for (let i = 0; i < 3; i++) expect(await send()).toMatchObject({ outcome: 'success' });
    expect(new Set(asked.map(({ socket }) => socket)).size).toBe(count);
  },
);

test('what is asked beside the load goes by the proxy as well', async () => {
  const { url, asked } = await startProxy();
  const { client } = clientOf({ ...by(url), origin: 'http://llm.example' });
  const { signal } = new AbortController();
  expect(await client.ask('/tokenize', {}, 1_000, signal)).toBe(WHOLE);
  expect(asked.map((each) => each.url)).toEqual(['http://llm.example/tokenize']);
});

test('through a proxy no more requests are under way than connections may be open', async () => {
  const held: (() => void)[] = [];
  const server = createHttpServer((request, response) => {
    request.resume();
    held.push(() => response.end(WHOLE));
  });
  const url = await listen(server);
  onTestFinished(() => server.closeAllConnections());
  const { client, send } = clientOf({
    ...by(url, { connections: 2 }),
    origin: 'http://llm.example',
  });
  const rows = [send(), send(), send()];
  await vi.waitFor(() => expect(held).toHaveLength(2));
  held.shift()?.();
  await vi.waitFor(() => expect(held).toHaveLength(2));
  await client.cutOff();
  expect((await Promise.all(rows)).map((row) => row.outcome).toSorted()).toEqual([
    ...['success', 'unfinished', 'unfinished'],
  ]);
});
