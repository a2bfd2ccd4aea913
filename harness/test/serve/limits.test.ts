import { readdirSync, truncateSync } from 'node:fs';
import { connect } from 'node:net';
import { expect, test, vi } from 'vitest';
import { bare, get, madePath, startHttp } from './in-process';

const ROWS = 'requests.jsonl';
const descriptors = () => readdirSync('/proc/self/fd').length;
const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** Asks for a file and goes away when its first bytes are there. */
const abort = (port: number, path: string) =>
  new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(get(path)));
    socket.once('data', () => socket.resetAndDestroy());
    socket.on('error', () => {});
    socket.once('close', () => resolve());
  });

test('1,000 aborted downloads leave no descriptor open, and no slot taken', async () => {
  const { port, url, fileAt, failed } = await startHttp();
  truncateSync(fileAt(ROWS), 64 * 2 ** 20);
  await abort(port, madePath(ROWS));
  const before = descriptors();
  for (let i = 0; i < 50; i++) {
    await Promise.all(times(20, () => abort(port, madePath(ROWS))));
  }
  await vi.waitFor(() => expect(descriptors()).toBeLessThanOrEqual(before + 2), 5_000);
  expect(failed).toEqual([]);
  expect((await fetch(url + madePath('run.json'))).status).toBe(200);
});

test('12,000 requests for files, pipelined on one connection, are answered up to a limit', async () => {
  const { port, fileAt, url } = await startHttp();
  truncateSync(fileAt(ROWS), 2 ** 17);
  const client = await bare(port);
  const before = process.memoryUsage.rss();
  client.socket.write(get(madePath(ROWS)).repeat(12_000));
  await client.ended;
  const statuses = [...client.heard().matchAll(/HTTP\/1.1 (\d+)/g)].map(([, status]) => status);
  expect(statuses).toEqual([...times(16, () => '200'), '503']);
  expect(client.heard()).toMatch(/HTTP\/1.1 503.*\r\n(?:.*\r\n)*retry-after: 1\r\n/i);
  expect(process.memoryUsage.rss() - before).toBeLessThan(300e6);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('the 1,000th request of a connection is its last', async () => {
  const { port } = await startHttp();
  const client = await bare(port);
  for (let done = 10; done <= 1_000; done += 10) {
    client.socket.write(get('/healthz').repeat(10));
    await vi.waitFor(() => expect(client.heard().split('ok\n')).toHaveLength(done + 1), {
      interval: 1,
    });
    if (done === 990) expect(client.heard()).not.toMatch(/connection: close/i);
  }
  await client.ended;
  expect(client.heard()).toMatch(/connection: close/i);
});

test('64 files are sent at once; one more is refused until one of them is done', async () => {
  const { port, url, fileAt } = await startHttp();
  truncateSync(fileAt(ROWS), 64 * 2 ** 20);
  const clients = await Promise.all(times(64, () => bare(port)));
  for (const { socket } of clients) {
    socket.pause();
    socket.write(get(madePath(ROWS)));
  }
  await vi.waitFor(async () => expect((await fetch(url + madePath(ROWS))).status).toBe(503), 5_000);
  const refused = await fetch(url + madePath(ROWS));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  clients[0]?.socket.destroy();
  await vi.waitFor(async () => {
    const response = await fetch(url + madePath(ROWS), { method: 'HEAD' });
    expect(response.status).toBe(200);
  });
});

test('beyond 500 connections the idle ones end, the oldest first, and probes are answered', async () => {
  const { port, url } = await startHttp();
  const first = await bare(port);
  const idle = await Promise.all(times(498, () => bare(port)));
  const begun = await bare(port);
  begun.socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n');
  expect(first.socket.closed).toBe(false);
  await bare(port);
  await first.ended;
  expect(idle.filter(({ socket }) => socket.closed)).toEqual([]);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('what a connection sends must be a whole head within its time', async () => {
  const { port } = await startHttp();
  const slow = await bare(port);
  slow.socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ');
  const huge = await bare(port);
  huge.socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ${'a'.repeat(100_000)}`);
  await huge.ended;
  expect(huge.heard()).toMatch(/^HTTP\/1.1 431/);
  expect(slow.socket.closed).toBe(false);
});
