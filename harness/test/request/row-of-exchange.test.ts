import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AnswerBudget } from '../../src/request/budget';
import { RunCutOff } from '../../src/request/exchange';
import { FirstMessages } from '../../src/request/message';
import { AnswerTexts } from '../../src/request/texts';
import { Connection, systemError, type Wanted } from './connection';
import { timersOf } from './timers';
import { choice, DONE, ERROR, event, FINISH, says, usageChunk } from './wire';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const begun = (text: string, wanted: Wanted = {}) => {
  const connection = new Connection(wanted).starts(1).answers(200);
  connection.gets(text, 2);
  return connection;
};

const HTML = { 'content-type': 'text/html' };
const COMPRESSED = (encoding: string) =>
  `the answer is compressed (content encoding ${encoding}), though that was not asked for`;

test.each<
  [what: string, reason: string, message: string | undefined, connection: () => Connection]
>([
  [
    'a page',
    'not_sse',
    'status 200, content type text/html',
    () => {
      const connection = new Connection().starts(1).answers(200, HTML);
      connection.gets('<p>', 2);
      return connection;
    },
  ],
  [
    'an answer without a type',
    'not_sse',
    'status 201, content type none',
    () => {
      const connection = new Connection().starts(1).answers(201);
      connection.gets('Hello', 2);
      return connection.ends(3);
    },
  ],
  [
    'no answer',
    'truncated',
    'status 200, content type none',
    () => new Connection().starts(1).answers(200).ends(2),
  ],
  [
    'a compressed stream',
    'not_sse',
    COMPRESSED('gzip'),
    () => new Connection().starts(1).answers(200, { 'content-encoding': 'gzip' }),
  ],
  [
    'a compressed answer',
    'malformed',
    COMPRESSED('br'),
    () => new Connection({ stream: false }).starts(1).answers(200, { 'content-encoding': 'br' }),
  ],
  ['an error in a stream', 'server_error', 'The engine is dead', () => begun(ERROR.text)],
  [
    'a reset',
    'reset',
    'ECONNRESET',
    () => begun(says('a').text).breaks(systemError('ECONNRESET'), 3),
  ],
  ['an odd error', 'other', 'odd', () => begun('').breaks(new Error('odd'), 3)],
  [
    'a failure',
    'http_4xx',
    'no such model',
    () => {
      const connection = new Connection().starts(1).answers(404, HTML);
      connection.gets('{"message":"no such ', 2);
      connection.gets('model"}', 3);
      return connection.ends(4);
    },
  ],
  [
    'a failure whose connection breaks',
    'http_5xx',
    'no',
    () => {
      const connection = new Connection().starts(1).answers(500);
      connection.gets('no', 2);
      return connection.breaks(systemError('ECONNRESET'), 3);
    },
  ],
  [
    'a failure that says nothing',
    'http_5xx',
    undefined,
    () => new Connection().starts(1).answers(500).ends(2),
  ],
  [
    'a whole answer that is cut',
    'malformed',
    'status 200, content type none',
    () => {
      const connection = begun('{"choices":[', { stream: false });
      return connection.ends(3);
    },
  ],
  [
    'a whole answer whose connection breaks',
    'reset',
    'EPIPE',
    () => begun('{"choices":[', { stream: false }).breaks(systemError('EPIPE'), 3),
  ],
  [
    'half of JSON whose connection breaks',
    'reset',
    'EPIPE',
    () => begun('{"choi').breaks(systemError('EPIPE'), 3),
  ],
  [
    'a connection that breaks before an answer',
    'reset',
    'EPIPE',
    () => new Connection().starts(1).breaks(systemError('EPIPE'), 2),
  ],
  [
    'a stream that was over, but empty',
    'empty',
    'status 200, content type none',
    () => begun(FINISH.text).ends(3),
  ],
])('%s has its reason and a message', (_, reason, message, play) => {
  const { row } = play();
  expect({ ...row, message: row.message }).toMatchObject({ outcome: 'error', reason, message });
});

test('what was cut off, and what is a success, has no message and takes none away', () => {
  const messages = new FirstMessages([]);
  const shared = { messages };
  const cut = begun('', { shared }).breaks(new RunCutOff('The run was cut off'), 3);
  const whole = begun(says('a').text + FINISH.text, { shared }).ends(3);
  for (const { row } of [cut, whole]) expect(row).not.toHaveProperty('message');
  const [first, second] = [1, 2].map(() => begun('', { shared }).breaks(systemError('EPIPE'), 3));
  expect([first?.row.message, second?.row.message]).toEqual(['EPIPE', undefined]);
});

test('a message that repeats the prompt is left out', () => {
  const connection = begun('event: error\ndata: no: The prompt\n\n');
  expect(connection.row.message).toBe('(left out, since it repeats the prompt)');
});

test.each<[code: string, isReused: boolean, isHeard: boolean, reason: string]>([
  ['ECONNRESET', true, false, 'closed_idle'],
  ['EPIPE', true, false, 'closed_idle'],
  ['UND_ERR_SOCKET', true, false, 'closed_idle'],
  ['ECONNRESET', true, true, 'reset'],
  ['ECONNRESET', false, false, 'reset'],
  ['ECONNREFUSED', true, false, 'connect'],
])('%s on a connection (used before: %s, heard: %s) is %s', (code, reused, heard, reason) => {
  const connection = new Connection();
  connection.exchange.carriedBy({ place: { address: '10.0.0.1' }, reused, heard });
  const { row } = connection.starts(1).breaks(systemError(code), 2);
  expect(row).toMatchObject({ reason, address: '10.0.0.1' });
});

test('where the connection goes is told as it is when the answer is over', () => {
  const connection = new Connection();
  const carrier = {
    place: undefined as { address: string } | undefined,
    reused: false,
    heard: true,
  };
  connection.exchange.carriedBy(carrier);
  connection
    .starts(1)
    .answers(200)
    .gets(says('a').text + FINISH.text, 2);
  carrier.place = { address: '::1' };
  expect(connection.ends(3).row.address).toBe('::1');
  expect(begun(says('a').text + FINISH.text).ends(3).row).not.toHaveProperty('address');
});

test('texts are kept of successes without usage, of what is measured alone, and without others', () => {
  const texts = new AnswerTexts();
  const kept = (body: string, wanted: Wanted = {}) => {
    const before = texts.answers.length;
    const connection = begun(body, { ...wanted, shared: { texts } });
    if (!connection.aborted) connection.ends(3);
    return texts.answers.slice(before).map(({ row, text }) => [row.index, text.toString()]);
  };
  const whole = says('a').text + says('b').text + FINISH.text;
  expect(kept(whole)).toEqual([[3, 'ab']]);
  expect(kept(whole, { phase: 'warmup' })).toEqual([]);
  expect(kept(whole + usageChunk(1, 2).text)).toEqual([]);
  expect(kept(says('a').text)).toEqual([]);
  expect(kept(says('a').text + ERROR.text)).toEqual([]);
  const answer = JSON.stringify(choice({ message: { content: 'c' }, finish_reason: 'stop' }));
  expect(kept(answer, { stream: false })).toEqual([[3, 'c']]);
});

test('the text of a failure makes room for others', () => {
  const texts = new AnswerTexts(1_000);
  for (let i = 0; i < 5; i++) {
    begun(says('x'.repeat(600)).text, { shared: { texts } }).ends(3);
    begun(says('x'.repeat(600)).text + usageChunk(1, 1).text + DONE.text, {
      shared: { texts },
    }).ends(3);
  }
  begun(says('y'.repeat(400)).text + DONE.text, { shared: { texts } }).ends(3);
  expect(texts.answers.map(({ text }) => text.length)).toEqual([400]);
});

test('where all answers together hold too much, the one that holds most fails', () => {
  const budget = new AnswerBudget(2_100);
  const [small, large] = [100, 700].map((size) => begun('x'.repeat(size), { shared: { budget } }));
  expect([budget.held, large?.rows]).toEqual([512 + 1_536, []]);
  const other = begun('x', { shared: { budget } });
  expect(large?.row).toMatchObject({ reason: 'too_large', endMs: 2 });
  expect([large?.aborted, budget.held, small?.rows, other.rows]).toEqual([true, 1_024, [], []]);
  expect([small?.ends(3).row.reason, other.ends(3).row.reason]).toEqual(['not_sse', 'not_sse']);
  expect(budget.held).toBe(0);
});

test('a fingerprint is told in the first row that has it', () => {
  const body = event({ ...choice({ text: 'a', finish_reason: 'stop' }), system_fingerprint: 'f1' });
  const first = begun(body);
  const { shared } = first;
  expect(first.ends(3).row.fingerprint).toBe('f1');
  expect(begun(body, { shared }).ends(3).row).not.toHaveProperty('fingerprint');
  expect(begun(body.replace('f1', 'f2'), { shared }).ends(3).row.fingerprint).toBe('f2');
});

test('what comes before the head, behind the end or with a failure is not heard', () => {
  const early = new Connection().starts(1);
  early.gets(says('a').text, 2);
  expect(early.heard).toBe(0);
  early.answers(200).gets(says('b').text + DONE.text, 3);
  early.gets(says('c').text, 4);
  expect(early.heard).toBe(1);
  early.ends(5).gets(says('d').text, 6);
  expect([early.heard, early.row.firstTokenMs, early.row.chunkGapsMs]).toEqual([1, 3, []]);
  const failed = new Connection().starts(1).answers(500);
  failed.gets('no', 2);
  expect(failed.ends(3).heard).toBe(0);
});

test('of an error a body of exactly 8 KiB is read, and no byte more', () => {
  const take = vi.fn((said: string | undefined) => said);
  const messages = { of: (_: unknown, __: unknown, said?: string) => take(said) } as never;
  const connection = new Connection({ shared: { messages } }).starts(1).answers(400);
  connection.gets('x'.repeat(8_000), 2);
  connection.gets('y'.repeat(191), 3);
  connection.gets('zz', 4);
  connection.gets('!', 5);
  connection.ends(6);
  expect(take.mock.calls).toEqual([[`${'x'.repeat(8_000)}${'y'.repeat(191)}z`]]);
});

test('a program may end while the connection of an answer that is over is closed', () => {
  const connection = begun(says('a').text + DONE.text);
  vi.advanceTimersByTime(9);
  expect(connection.rows).toEqual([]);
  const timers = timersOf(() => vi.advanceTimersByTime(1));
  expect([connection.rows.length, timers.map((timer) => timer.hasRef())]).toEqual([1, [false]]);
  connection.ends(20);
});

test('an answer that was settled stays a success, whatever becomes of its connection', () => {
  const connection = begun(says('a').text + DONE.text).breaks(systemError('ECONNRESET'), 3);
  expect(connection.row).toMatchObject({ outcome: 'success', endMs: 2 });
  const empty = begun(DONE.text).breaks(new RunCutOff('over'), 3);
  expect(empty.row).toMatchObject({ outcome: 'error', reason: 'empty', endMs: 2 });
});

test('what is told of a request that is over takes no message away', () => {
  const whole = begun(says('a').text + FINISH.text).ends(3);
  const { shared } = whole;
  whole.breaks(systemError('EPIPE'), 4);
  expect(begun('', { shared }).breaks(systemError('EPIPE'), 3).row.message).toBe('EPIPE');
  expect(whole.rows).toHaveLength(1);
});

test('an answer has one row, whether its body ends before its place is free or behind that', () => {
  const [soon, later, late] = [1, 2, 3].map(() => begun(says('a').text + DONE.text));
  soon?.ends(3);
  vi.advanceTimersByTime(10);
  later?.ends(13).ends(14);
  vi.advanceTimersByTime(1_000);
  late?.ends(1_014);
  expect([soon, later, late].map((each) => [each?.rows.length, each?.aborted])).toEqual([
    ...[
      [1, false],
      [1, false],
      [1, true],
    ],
  ]);
});

test('a request whose head is a failure is broken off with its own reason though it times out', () => {
  const connection = new Connection({ timeoutMs: 100 }).starts(1).answers(503);
  vi.advanceTimersByTime(249);
  expect(connection.rows).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(connection.row).toMatchObject({ reason: 'http_5xx' });
});
