import { expect, test } from 'vitest';
import type { ClientOptions } from '../../src/request/client';
import type { RequestRow } from '../../src/request/row';
import { type AfterAnswer, startClosing } from './closing-servers';
import { clientOf, PLAIN } from './served';

/** A closed loop of so many workers. */
async function load(options: ClientOptions, workers: number, requests: number, pauseMs = 0) {
  const { client, send } = clientOf({ ...options, connections: workers });
  const rows: RequestRow[] = [];
  let next = 0;
  const work = async () => {
    while (next < requests) {
      rows.push(await send({ index: next++ }));
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  const failed = rows.filter((row) => row.outcome !== 'success').map((row) => row.reason);
  return { failed, note: client.note() };
}

const SERVERS: [string, AfterAnswer, string?][] = [
  ['ends the connection right behind each answer', (socket) => socket.end()],
  [
    'does so although it says Keep-Alive: timeout=5, max=5',
    (socket) => socket.end(),
    'keep-alive: timeout=5, max=5\r\n',
  ],
  ['ends it a moment behind each answer', (socket) => setTimeout(() => socket.end(), 3)],
  ['resets it behind each answer', (socket) => setImmediate(() => socket.resetAndDestroy())],
  ['ends it behind every fifth answer', (socket, answers) => answers === 5 && socket.end()],
  ['says Connection: close', (socket) => socket.end(), 'connection: close\r\n'],
  ['says Keep-Alive: timeout=1 and keeps it', () => {}, 'keep-alive: timeout=1\r\n'],
  ['keeps its connections', () => {}],
];

test.each(SERVERS)(
  'a server that %s: no false reset, nothing sent twice',
  async (_, after, head) => {
    for (const workers of [1, 2, 4, 16]) {
      const { origin, asked } = await startClosing(after, head);
      const { failed } = await load({ ...PLAIN, origin }, workers, 60);
      expect([workers, failed]).toEqual([workers, []]);
      expect(asked).toHaveLength(60);
      expect(new Set(asked).size).toBe(60);
    }
  },
);

test('a server that keeps its connections is asked over few of them', async () => {
  const { origin, connections } = await startClosing(() => {});
  // It rests for 25 ms behind an answer until the server is known to keep it: two workers that pause need few more.
  const { note } = await load({ ...PLAIN, origin }, 2, 200, 5);
  expect(connections.count).toBeLessThan(30);
  expect(note).toBeUndefined();
});

test('after a few closed connections each request has one of its own, and the run says so', async () => {
  const { origin, connections } = await startClosing((socket) => socket.end());
  const { failed, note } = await load({ ...PLAIN, origin }, 1, 30);
  expect(failed).toEqual([]);
  expect(connections.count).toBe(30);
  expect(note).toMatch(/closes its connections after answers.*--connection-reuse/);
});

/** What no client can know: the server is gone just as the next request is on its way. */
const onAsking: AfterAnswer = (socket, answers) => {
  if (answers === 1) socket.prependOnceListener('data', () => socket.resetAndDestroy());
};

test('where not a byte of an answer came on a kept connection, the reason is closed_idle, three times at most', async () => {
  const { origin } = await startClosing(onAsking);
  const { failed, note } = await load({ ...PLAIN, origin }, 1, 60, 12);
  expect(failed).toEqual(['closed_idle', 'closed_idle', 'closed_idle']);
  expect(note).toMatch(/^3 requests met connections/);
});

test.each([
  ['always', 20],
  ['never', 0],
] as const)('--connection-reuse %s is kept to', async (connectionReuse, least) => {
  const { origin, connections } = await startClosing(onAsking);
  const { failed, note } = await load({ ...PLAIN, origin, connectionReuse }, 1, 60, 1);
  expect(failed.length).toBeGreaterThanOrEqual(least);
  expect(failed.every((reason) => reason === 'closed_idle')).toBe(true);
  expect(connections.count).toBe(60 - failed.length);
  expect(note).toBeUndefined();
});

test('a reset on a fresh connection is a reset', async () => {
  const { origin } = await startClosing((socket) => socket.end());
  const { failed } = await load({ ...PLAIN, origin: origin.replace(/:\d+$/, ':1') }, 1, 1);
  expect(failed).toEqual(['connect']);
});
