import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RunCutOff } from '../../src/request/exchange';
import type { RequestRow } from '../../src/request/row';
import type { Answer } from './answer';
import { ANSWERS } from './answers';
import { Connection, systemError } from './connection';
import { bytesOf, packetOf, splits, tokenEnds } from './packets';
import { DONE, ERROR, FINISH, says, usageChunk } from './wire';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  // A timer that stays would hold a program back that is through.
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const SENT = 5;
const arrival = (packet: number) => 100 + 10 * packet;

/** Answers a request packet by packet. */
function play({ stream, status, reset }: Answer, packets: readonly Buffer[]): RequestRow {
  const connection = new Connection({ stream, scheduledMs: 2 }).starts(SENT).answers(status);
  for (const [i, packet] of packets.entries()) {
    if (!connection.gets(packet, arrival(i))) return connection.row;
  }
  if (reset) connection.breaks(systemError('ECONNRESET'), connection.now + 4);
  else connection.ends(connection.now + 4);
  return connection.row;
}

/** The row that an answer must leave, but for when it was over. */
function expectedRow(answer: Answer, packets: readonly Buffer[]): object {
  const { outcome, chunks, promptTokens, outputTokens, usage } = answer.expected;
  const all = tokenEnds(answer).map((end) => arrival(packetOf(packets, end)));
  const tokens = all.slice(0, chunks);
  const chunkGapsMs = tokens.slice(1).map((time, i) => time - (tokens[i] ?? 0));
  return {
    ...{ index: 3, phase: 'measured', scheduledMs: 2, sentMs: SENT, status: answer.status },
    ...{ firstTokenMs: tokens[0], lastTokenMs: tokens.at(-1), chunkGapsMs },
    ...(outcome === 'success' ? { outcome } : { outcome: 'error', reason: outcome }),
    ...{ promptTokens, outputTokens, usage },
  };
}

test.each(ANSWERS)('$name', (answer) => {
  const all = [...splits(bytesOf(answer))].map(({ how, packets }) => {
    // Messages and finish reasons have tests of their own.
    const { endMs, message: _, finishReason: __, ...row } = play(answer, packets);
    const expected = expectedRow(answer, packets);
    const whole = !answer.stream && answer.expected.outcome === 'success';
    return { how, row, expected: whole ? { ...expected, lastTokenMs: endMs } : expected };
  });
  // One comparison of many rows is quicker than as many comparisons.
  expect(all.map(({ how, row }) => ({ how, row }))).toEqual(
    all.map(({ how, expected }) => ({ how, row: expected })),
  );
});

test('a row has the time of each event to the microsecond, and nothing of what did not happen', () => {
  const connection = new Connection({ scheduledMs: 1.00049 }).starts(2.00051).answers(200);
  connection.gets(says('a').text, 10.0001);
  connection.gets(says('b').text + says('c').text, 12.5006);
  connection.gets(says('d').text.slice(0, 20), 14);
  connection.gets(says('d').text.slice(20), 16.7503);
  connection.gets(FINISH.text + usageChunk(7, 9).text, 18);
  expect(connection.heard).toBe(5);
  connection.ends(19.12349);
  expect(connection.rows).toStrictEqual([
    {
      ...{ index: 3, phase: 'measured', scheduledMs: 1, sentMs: 2.001 },
      ...{ firstTokenMs: 10, lastTokenMs: 16.75, endMs: 19.123 },
      chunkGapsMs: [2.501, 0, 4.25],
      ...{ status: 200, outcome: 'success', finishReason: 'stop' },
      ...{ promptTokens: 7, outputTokens: 9, usage: true },
    },
  ]);
});

test('nobody to connect to: neither sent nor answered', () => {
  const connection = new Connection({ scheduledMs: 1 }).breaks(systemError('ECONNREFUSED'), 4);
  expect(connection.rows).toStrictEqual([
    {
      ...{ index: 3, phase: 'measured', scheduledMs: 1, endMs: 4, chunkGapsMs: [] },
      ...{ outcome: 'error', reason: 'connect', message: 'ECONNREFUSED', usage: false },
    },
  ]);
});

test('an answer is broken off with the packet that shows its flaw, and heard of', () => {
  const connection = new Connection().starts(1).answers(200);
  expect(connection.gets(says('a').text, 2)).toBe(true);
  expect(connection.gets(ERROR.text + says('b').text + DONE.text, 3)).toBe(false);
  expect(connection.row).toMatchObject({ reason: 'server_error', endMs: 3, lastTokenMs: 2 });
  expect(connection.heard).toBe(2);
});

test('early hints before the head are not the status', () => {
  const connection = new Connection().starts(1).answers(103).answers(200);
  connection.gets(says('a').text + DONE.text, 2);
  expect(connection.ends(3).row).toMatchObject({ status: 200, outcome: 'success' });
});

test('a request is given up after its timeout, not before', () => {
  const connection = new Connection({ timeoutMs: 1_000 }).starts(1).answers(200);
  connection.gets(says('a').text, 400);
  vi.advanceTimersByTime(999);
  expect(connection.rows).toEqual([]);
  connection.now = 1_000;
  vi.advanceTimersByTime(1);
  expect(connection.aborted).toBe(true);
  expect(connection.row).toMatchObject({
    ...{ outcome: 'error', reason: 'timeout', status: 200 },
    ...{ firstTokenMs: 400, lastTokenMs: 400, endMs: 1_000 },
    message: 'no whole answer within 1 s',
  });
});

test('a request that never got a connection is given up too, and not sent afterwards', () => {
  const connection = new Connection({ timeoutMs: 1_000 });
  connection.now = 1_000;
  vi.advanceTimersByTime(1_000);
  expect(connection.row).toMatchObject({ reason: 'timeout', endMs: 1_000 });
  connection.starts(1_100);
  expect(connection.aborted).toBe(true);
  expect(connection.row.sentMs).toBeUndefined();
});

test.each([
  ['a stream after its finish reason is complete', true, FINISH.text, { outcome: 'success' }],
  ['a stream before it is not', true, '', { outcome: 'error', reason: 'timeout' }],
  ['an answer that is not streamed has no end', false, '', { outcome: 'error', reason: 'timeout' }],
])('what is given up: %s', (_, stream, more, outcome) => {
  const connection = new Connection({ stream, timeoutMs: 1_000 }).starts(1).answers(200);
  connection.gets(says('a').text + more, 2);
  connection.now = 1_000;
  vi.advanceTimersByTime(1_000);
  expect(connection.aborted).toBe(true);
  expect(connection.row).toMatchObject({ ...outcome, endMs: 1_000 });
});

test.each([
  ['before it was sent', () => new Connection()],
  ['before its head', () => new Connection().starts(1)],
  ['between two tokens', () => begun(says('a').text)],
  ['after its finish reason', () => begun(says('a').text + FINISH.text)],
])('a request that the run cuts off %s is unfinished', (_, begin) => {
  const connection = begin().breaks(new RunCutOff('over'), 9);
  expect(connection.row).toMatchObject({ outcome: 'unfinished', endMs: 9 });
  expect(connection.row).not.toHaveProperty('reason');
});

function begun(text: string): Connection {
  const connection = new Connection().starts(1).answers(200);
  connection.gets(text, 2);
  return connection;
}

test('a request has one row, whatever is told afterwards', () => {
  const connection = begun(says('a').text + FINISH.text).ends(3);
  connection.breaks(systemError('ECONNRESET'), 4).ends(5);
  vi.advanceTimersByTime(100_000);
  expect(connection.rows).toHaveLength(1);
  expect(connection.row).toMatchObject({ outcome: 'success', endMs: 3 });
});
