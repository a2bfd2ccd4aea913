import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { liveEvent } from '../../src/live/events';
import { LiveFeed } from '../../src/live/feed';
import type { RequestRow } from '../../src/request/row';
import type { BenchSettings } from '../../src/settings/settings';
import { MADE_ROWS } from '../figures/made-rows';
import { MADE_RECORD, MADE_RESULTS } from '../figures/made-run';
import { newFolder, settingsFor } from '../run/runs';
import { toldBy } from './told';

type Event = Readonly<Record<string, unknown>>;

/** Listens as `serve` does; `events` are what it was told, as plain JSON. */
async function listen() {
  const path = join(newFolder(), 'live.sock');
  let told = '';
  const server = createServer((socket) => {
    socket.on('data', (text) => {
      told += text;
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  const events = (): Event[] => told.split('\n').flatMap((line) => (line ? JSON.parse(line) : []));
  return { path, events };
}

/** What a feed tells of a whole made run. */
async function tellMadeRun(changes: Partial<BenchSettings> = {}): Promise<Event[]> {
  const { path, events } = await listen();
  const feed = new LiveFeed(path, settingsFor('http://unused', changes), () => {});
  feed.started(MADE_RECORD);
  for (const [i, row] of MADE_ROWS.entries()) {
    feed.sent();
    feed.row(row, i === 1 ? true : i === 4 ? false : undefined);
  }
  feed.finished(MADE_RESULTS);
  await vi.waitFor(() => expect(events().at(-1)).toMatchObject({ type: 'tick' }));
  await vi.waitFor(() => expect(events().map(({ type }) => type)).toContain('finished'));
  return events();
}

const ofType = (events: readonly Event[], type: string) =>
  events.filter((event) => event.type === type);

test('tells what the run is: its identity, its rate, and how many requests it plans', async () => {
  const changes = { rate: 3, warmup: 1, requests: 7, profile: 'made' };
  expect(ofType(await tellMadeRun(changes), 'started')).toEqual([
    {
      ...{ type: 'started', run: '2026-11-25_10-00-00', profile: 'made', model: 'made-model' },
      ...{ target: 'http://target', rate: 3, planned: { warmup: 1, measured: 7 } },
    },
  ]);
  const { requests: _, ...untilTime } = settingsFor('http://unused', { durationMs: 1_000 });
  const closed = await tellMadeRun({ ...untilTime, requests: undefined as unknown as number });
  expect(ofType(closed, 'started')).toMatchObject([
    { rate: 0, planned: { warmup: 0, measured: 0 } },
  ]);
});

test('tells the times of a request in seconds', async () => {
  const rows = ofType(await tellMadeRun(), 'row');
  expect(rows).toHaveLength(8);
  expect(rows[1]).toMatchObject({
    ...{ phase: 'measured', outcome: 'success', good: true, promptTokens: 11, outputTokens: 3 },
    ...{ ttft: 0.1, tpot: 0.02, endToEnd: 0.14, endToEndFromSchedule: 0.141 },
    ...{ scheduleDelay: 0.001 },
  });
  expect(rows[3]).toMatchObject({
    ...{ ttft: 0.3, tpot: 0.05, endToEnd: 0.9, endToEndFromSchedule: 0.904, scheduleDelay: 0.004 },
  });
});

test('tells no time that a request does not have, nor what may be several', async () => {
  const rows = ofType(await tellMadeRun(), 'row');
  expect(rows[1]).not.toHaveProperty('reason');
  expect(rows[1]).not.toHaveProperty('chunkGap');
  expect(rows[2]).not.toHaveProperty('good');
  expect(rows[4]).toHaveProperty('good', false);
  const broken = { type: 'row', phase: 'measured', outcome: 'error', outputTokens: 1 };
  // Of the one that broke off: 800 ms to its first token, 16 ms late, and no last token.
  expect(rows[5]).toEqual({ ...broken, reason: 'truncated', ttft: 0.8, scheduleDelay: 0.016 });
  const never = { type: 'row', phase: 'measured', outcome: 'error', reason: 'connect' };
  expect(rows[6]).toEqual(never);
  expect(rows[7]).toEqual({ type: 'row', phase: 'measured', outcome: 'unfinished' });
  expect(rows[0]).toMatchObject({ phase: 'warmup' });
  expect(rows[0]).not.toHaveProperty('ttft');
});

test('ticks tell how many were sent, how busy the thread is and how much memory it has', async () => {
  const events = await tellMadeRun();
  const [first, last] = [ofType(events, 'tick')[0], ofType(events, 'tick').at(-1)];
  expect(first).toMatchObject({ sent: 0 });
  expect(last).toMatchObject({ sent: 8 });
  expect(last?.utilization).toBeGreaterThanOrEqual(0);
  expect(last?.utilization).toBeLessThanOrEqual(1);
  expect(last?.residentBytes).toBeGreaterThan(10 * 2 ** 20);
});

test('tells how the run ended, and nothing that the other end does not take', async () => {
  const events = await tellMadeRun();
  expect(ofType(events, 'finished')).toEqual([{ type: 'finished', outcome: 'done' }]);
  expect(events.map((event) => liveEvent.parse(event))).toEqual(events);
});

test('a worker that sends many at once is counted as many', async () => {
  const { path, events } = await listen();
  const feed = new LiveFeed(path, settingsFor('http://unused'), () => {});
  feed.started(MADE_RECORD);
  feed.sent(30);
  feed.sent();
  feed.busy({ utilization: 0.75, residentBytes: 7 });
  feed.finished(MADE_RESULTS);
  await vi.waitFor(() =>
    expect(ofType(events(), 'tick').at(-1)).toEqual({
      ...{ type: 'tick', sent: 31, utilization: 0.75, residentBytes: 7 },
    }),
  );
});

test.each(['running', 'broken_off'] as const)('a run that is %s has not ended', async (outcome) => {
  const { path, events } = await listen();
  const feed = new LiveFeed(path, settingsFor('http://unused'), () => {});
  feed.started(MADE_RECORD);
  feed.sent(5);
  feed.finished({ ...MADE_RESULTS, outcome });
  await vi.waitFor(() => expect(ofType(events(), 'tick').at(-1)).toMatchObject({ sent: 5 }));
  expect(ofType(events(), 'finished')).toEqual([]);
});

/** Listens, reads nothing, and tells the bytes that came until it is let read on. */
async function listenWithoutReading() {
  const path = join(newFolder(), 'live.sock');
  const seen = { bytes: 0, closed: false };
  const accepted: Socket[] = [];
  const server = createServer((socket) => {
    accepted.push(socket.pause().on('error', () => {}));
    socket.on('close', () => {
      seen.closed = true;
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  const feed = new LiveFeed(path, settingsFor('http://unused'), () => {});
  await vi.waitFor(() => expect(accepted).toHaveLength(1));
  const read = () =>
    accepted[0]?.resume().on('data', (part) => {
      seen.bytes += part.length;
    });
  return { feed, seen, read };
}

const LONG = MADE_ROWS[3] as RequestRow;

/** Bytes of what is told of such a row. */
async function bytesOfRow(): Promise<number> {
  const told = await toldBy((feed) => {
    feed.row(LONG, true);
    feed.finished(MADE_RESULTS);
  });
  return JSON.stringify(told[0]).length + 1;
}

const MOST_BYTES = 4 * 2 ** 20;

test('what is not read is kept up to 4 MiB', async () => {
  const { feed, seen, read } = await listenWithoutReading();
  const each = await bytesOfRow();
  const count = Math.floor(MOST_BYTES / each) - 10;
  for (let i = 0; i < count; i++) feed.row(LONG, true);
  feed.started(MADE_RECORD);
  read();
  await vi.waitFor(() => expect(seen.bytes).toBeGreaterThan(count * each));
  feed.finished(MADE_RESULTS);
});

test('a reader that does not keep up is left, and what waits for it is dropped', async () => {
  const { feed, seen, read } = await listenWithoutReading();
  const each = await bytesOfRow();
  // The system takes some for itself.
  const count = Math.ceil((1.5 * MOST_BYTES) / each);
  for (let i = 0; i < count; i++) feed.row(LONG, true);
  feed.started(MADE_RECORD);
  read();
  await vi.waitFor(() => expect(seen.closed).toBe(true));
  expect(seen.bytes).toBeLessThan(count * each);
});

test('where nobody listens, a run goes on', async () => {
  const feed = new LiveFeed(join(newFolder(), 'none.sock'), settingsFor('http://unused'), () => {});
  await new Promise((resolve) => setTimeout(resolve, 20));
  feed.started(MADE_RECORD);
  for (const row of MADE_ROWS) feed.row(row, true);
  expect(() => feed.finished(MADE_RESULTS)).not.toThrow();
});

test('is told to stop by what listens', async () => {
  const path = join(newFolder(), 'live.sock');
  const server = createServer((socket) => void socket.write('stop\n'));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  const stop = vi.fn();
  const feed = new LiveFeed(path, settingsFor('http://unused'), stop);
  await vi.waitFor(() => expect(stop).toHaveBeenCalledOnce());
  feed.finished(MADE_RESULTS);
});
