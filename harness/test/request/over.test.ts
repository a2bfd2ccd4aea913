import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BOUNDS, MOST_GAPS } from '../../src/request/bounds';
import { AnswerBudget } from '../../src/request/budget';
import { EventStream } from '../../src/request/event-stream';
import { Connection, systemError } from './connection';
import { DONE, FINISH, says, usageChunk } from './wire';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const begun = (text: string) => {
  const connection = new Connection().starts(1).answers(200);
  connection.gets(text, 2);
  return connection;
};

test('a body left open behind [DONE] ends its request there, and its connection a moment later', () => {
  const connection = begun(says('a').text + usageChunk(1, 2).text + DONE.text);
  connection.now = 12;
  vi.advanceTimersByTime(10);
  expect(connection.row).toMatchObject({ outcome: 'success', endMs: 2, outputTokens: 2 });
  expect(connection.aborted).toBe(false);
  vi.advanceTimersByTime(249);
  expect(connection.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(connection.aborted).toBe(true);
  expect(connection.rows).toHaveLength(1);
});

test('a body that ends behind [DONE] leaves its connection open', () => {
  const [soon, later] = [begun(says('a').text + DONE.text), begun(says('a').text + DONE.text)];
  soon.gets(says('b').text, 3);
  expect(soon.ends(4).row).toMatchObject({ outcome: 'success', endMs: 2, chunkGapsMs: [] });
  vi.advanceTimersByTime(100);
  later.ends(102);
  vi.advanceTimersByTime(1_000);
  expect([soon.aborted, later.aborted]).toEqual([false, false]);
});

test('a stream that is silent behind its finish reason is over after ten seconds', () => {
  const connection = begun(says('a').text + FINISH.text);
  vi.advanceTimersByTime(9_999);
  connection.gets(usageChunk(3, 4).text, 10_001);
  vi.advanceTimersByTime(9_999);
  expect(connection.rows).toEqual([]);
  vi.advanceTimersByTime(11);
  expect(connection.row).toMatchObject({ outcome: 'success', outputTokens: 4, endMs: 10_001 });
  vi.advanceTimersByTime(250);
  expect(connection.aborted).toBe(true);
});

test.each([
  [500, 'http_5xx'],
  [503, 'http_5xx'],
  [400, 'http_4xx'],
  [429, 'http_429'],
])('status %i with a body that hangs is %s, long before its timeout', (status, reason) => {
  const connection = new Connection().starts(1).answers(status);
  connection.gets('{"error":{"message":"no workers', 2);
  vi.advanceTimersByTime(249);
  expect(connection.rows).toEqual([]);
  connection.now = 251;
  vi.advanceTimersByTime(1);
  expect(connection.aborted).toBe(true);
  expect(connection.row).toMatchObject({ reason, status, endMs: 251, message: 'no workers' });
});

test('an error without an end is looked at for 8 KiB', () => {
  const connection = new Connection().starts(1).answers(500);
  for (let i = 0; i < 100; i++) connection.gets('x'.repeat(1_000), 2);
  connection.ends(3);
  expect(connection.row.message).toBe(`${'x'.repeat(200)}…`);
});

test.each(['gzip', 'br', 'zstd'])('an answer that is compressed with %s is none', (encoding) => {
  const answer = (stream: boolean) =>
    new Connection({ stream }).starts(1).answers(200, { 'content-encoding': encoding });
  expect(answer(true).row).toMatchObject({ reason: 'not_sse', message: expect.any(String) });
  expect(answer(false).row).toMatchObject({ reason: 'malformed' });
  const plain = new Connection().starts(1).answers(200, { 'content-encoding': 'identity' });
  plain.gets(says('a').text + DONE.text, 2);
  expect(plain.ends(3).row).toMatchObject({ outcome: 'success' });
});

test('JSON in place of a stream has its reason, however its connection ends', () => {
  const reset = begun('{"error":{"message":"no"}}').breaks(systemError('ECONNRESET'), 3);
  expect(reset.row).toMatchObject({ reason: 'server_error', message: 'no' });
  const hangs = begun('{"choices":[{"message":{"content":"a"}}]}');
  vi.advanceTimersByTime(60_000);
  expect(hangs.row).toMatchObject({ reason: 'not_streamed' });
});

test('of an answer of very many chunks the row keeps the first gaps, and counts all chunks', () => {
  const connection = new Connection().starts(1).answers(200);
  const thousand = Buffer.from('data: {"choices":[{"text":"a"}]}\n\n'.repeat(1_000));
  for (let i = 0; i < 70; i++) connection.gets(thousand, i);
  connection.gets(DONE.text, 100);
  const { row } = connection.ends(101);
  expect(row).toMatchObject({ outcome: 'success', chunks: 70_000, lastTokenMs: 69 });
  expect(row.chunkGapsMs).toHaveLength(MOST_GAPS);
  expect(JSON.stringify(row).length).toBeLessThan(1_000_000);
});

const event = (bytes: number) => `data: ${'x'.repeat(bytes - 'data: '.length)}`;

test('an event of 16 MiB is read, and one byte more is too large', () => {
  const [at, above] = [begun(says('a').text), begun(says('a').text)];
  at.gets(event(BOUNDS.event), 3);
  at.gets('\n\n', 4);
  expect(at.row).toMatchObject({ reason: 'malformed' });
  above.gets(event(BOUNDS.event + 1), 3);
  expect(above.aborted).toBe(true);
  expect(above.row).toMatchObject({ reason: 'too_large', firstTokenMs: 2 });
  expect([at.shared.budget.held, above.shared.budget.held]).toEqual([0, 0]);
});

test('an event of more lines than anyone writes is too large', () => {
  const connection = begun('data: x\n'.repeat(BOUNDS.eventLines));
  expect(connection.rows).toEqual([]);
  connection.gets('data: x\n', 3);
  expect(connection.row).toMatchObject({ reason: 'too_large' });
});

test('an answer that is not streamed is read up to 16 MiB', () => {
  const answer = JSON.stringify({
    choices: [{ message: { content: 'a' }, finish_reason: 'stop' }],
  });
  const [at, above] = [0, 1].map((more) => {
    const connection = new Connection({ stream: false }).starts(1).answers(200);
    connection.gets(answer + ' '.repeat(BOUNDS.whole - answer.length + more), 2);
    return connection;
  });
  expect(at?.ends(3).row).toMatchObject({ outcome: 'success' });
  expect(above?.row).toMatchObject({ reason: 'too_large' });
});

test('a stream is read up to 256 MiB, and nothing of it is held', () => {
  const connection = begun(says('a').text);
  const mebibyte = Buffer.from(`: ${'x'.repeat(1024 * 1024 - 4)}\n\n`);
  // The first token is a part of it.
  for (let i = 0; i < 255; i++) connection.gets(mebibyte, 3);
  expect(connection.rows).toEqual([]);
  expect(connection.shared.budget.held).toBeLessThan(8 * 1024);
  connection.gets(mebibyte, 4);
  expect(connection.row).toMatchObject({ reason: 'too_large' });
});

test('what all unfinished answers hold has one limit: past it the one that holds most of it fails', () => {
  const budget = new AnswerBudget(1_000);
  const failed: string[] = [];
  const [small, large, late] = ['small', 'large', 'late'].map((name) =>
    budget.share(() => failed.push(name)),
  );
  small?.take(300);
  large?.take(500);
  late?.take(200);
  expect([failed, budget.held]).toEqual([[], 1_000]);
  late?.take(1);
  expect([failed, budget.held]).toEqual([['large'], 501]);
  large?.take(100);
  large?.close();
  late?.take(-201);
  late?.close();
  expect(budget.held).toBe(300);
  small?.take(701);
  expect([failed, budget.held]).toEqual([['large', 'small'], 0]);
});

test('an event of 16 MiB is read in time whatever the size of its packets', () => {
  const times = [64, 64 * 1024].map((size) => {
    const events: string[] = [];
    const stream = new EventStream(
      { event: (data) => events.push(data), done: () => {} },
      () => {},
    );
    const packet = Buffer.alloc(size, 'x');
    const begin = process.cpuUsage();
    stream.feed(Buffer.from('data: '));
    for (let sent = 0; sent < 8 * 1024 * 1024; sent += size) stream.feed(packet);
    stream.feed(Buffer.from('\n\n'));
    expect(events[0]).toHaveLength(8 * 1024 * 1024);
    return process.cpuUsage(begin).user / 1_000;
  });
  // 131,072 packets: were each of them to copy what is held, they would take minutes.
  expect(Math.max(...times)).toBeLessThan(2_000);
});
