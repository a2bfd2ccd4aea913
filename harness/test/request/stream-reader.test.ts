import { expect, test } from 'vitest';
import { StreamReader } from '../../src/request/stream-reader';
import { useSmallBounds } from './small-bounds';
import { choice, DONE, ERROR, event, FINISH, ROLE, says, usage, usageChunk } from './wire';

useSmallBounds({ event: 400, whole: 120, stream: 600, jsonValues: 40 });

/** A reader that notes what text it gave away, and how much memory it holds. */
function reading() {
  const texts: string[] = [];
  const memory = { held: 0 };
  const text = { add: (part: string) => texts.push(part), keep: () => {}, drop: () => {} };
  const reader = new StreamReader((bytes) => {
    memory.held += bytes;
  }, text);
  return { reader, texts, memory };
}

/** Reads parts of a body, one a millisecond from 1 on, and its end; with the flaw that each of them brought. */
function read(...parts: (string | Buffer)[]) {
  const { reader, texts, memory } = reading();
  const flaws = parts.map((part, at) => reader.data(Buffer.from(part), at + 1));
  const [{ done, finished }, { held }] = [reader, memory];
  const flaw = reader.end(parts.length + 1);
  const again = reader.end(parts.length + 2);
  reader.close();
  const { tokens, promptTokens, outputTokens, told, fingerprint, finishReason, message } = reader;
  const counts = { promptTokens, outputTokens, told, fingerprint, finishReason, message };
  return { flaws, flaw, again, done, finished, texts, ...counts, tokens, held, left: memory.held };
}

/** What is read of nothing. */
const NOTHING = {
  ...{ flaws: [], flaw: 'truncated', again: 'truncated', done: false, finished: false, texts: [] },
  ...{ promptTokens: undefined, outputTokens: undefined, told: {}, fingerprint: undefined },
  ...{ finishReason: undefined, message: undefined, held: 0, left: 0 },
  tokens: { chunks: 0, first: undefined, last: undefined, gaps: [] },
};

test('of nothing nothing is known', () => {
  expect(read()).toEqual(NOTHING);
});

test('a whole answer: tokens with their times, text, counts, the end', () => {
  expect(
    read(ROLE.text, says('a').text, says('b').text + says('c').text, FINISH.text, DONE.text),
  ).toEqual({
    ...NOTHING,
    ...{ flaws: Array(5).fill(undefined), flaw: undefined, again: undefined, done: true },
    ...{ finished: true, texts: ['a', 'b', 'c'], finishReason: 'stop' },
    tokens: { chunks: 3, first: 2, last: 3, gaps: [1, 0] },
  });
});

test('what a chunk says stays until another one says otherwise', () => {
  const first = {
    ...choice({ delta: { content: 'a' }, finish_reason: 'length' }),
    system_fingerprint: 'f1',
    usage: {
      ...usage(3, null).usage,
      prompt_tokens_details: { cached_tokens: 2 },
    },
  };
  const second = {
    ...{ choices: [] },
    usage: { completion_tokens_details: { reasoning_tokens: 1 } },
  };
  const said = { promptTokens: 3, outputTokens: undefined, finishReason: 'length' };
  const told = { cachedTokens: 2, reasoningTokens: 1 };
  expect(read(event(first), event(second), says('b').text)).toMatchObject({
    ...{ ...said, told, fingerprint: 'f1', texts: ['a', 'b'], flaw: undefined },
    ...{ done: false, finished: true },
  });
  const third = {
    ...choice({ delta: {}, finish_reason: 'stop' }),
    ...{ ...usage(4, 5), system_fingerprint: 'f2' },
  };
  expect(read(event(first), event(third), usageChunk(null, null).text)).toMatchObject({
    ...{ promptTokens: 4, outputTokens: 5, finishReason: 'stop', fingerprint: 'f2' },
    told: { cachedTokens: 2 },
  });
});

test('text is given away until the usage is known', () => {
  const { texts, tokens } = read(says('a').text, usageChunk(1, 1).text, says('b').text);
  expect(texts).toEqual(['a']);
  expect(tokens.chunks).toBe(2);
});

test.each<[name: string, body: string, flaw: string, message: string | undefined, rest?: object]>([
  ['an error', ERROR.text, 'server_error', 'The engine is dead'],
  ['an event that is an error', 'event: error\ndata: no luck\n\n', 'server_error', 'no luck'],
  ['one in JSON', 'event: error\ndata: {"error":{"message":"no"}}\n\n', 'server_error', 'no'],
  ['one that says nothing', 'event: error\ndata:\n\n', 'server_error', undefined],
  [
    'an error beside a token',
    event({ ...choice({ text: 'a' }), error: 'no', ...usage(1, 2) }),
    'server_error',
    'no',
    { texts: ['a'], promptTokens: 1, outputTokens: 2 },
  ],
  ...['error', 'abort'].map((reason): [string, string, string, string, object] => [
    `the finish reason ${reason}`,
    event(choice({ delta: {}, finish_reason: reason })),
    'server_error',
    `the finish reason is "${reason}"`,
    { finishReason: reason },
  ]),
  ['what is no JSON', 'data: {\n\n', 'malformed', undefined],
  ['a page', '<html>', 'not_sse', undefined],
  ['a page behind blanks', '\ufeff \t\r\n<html>', 'not_sse', undefined],
  ['gzip', '\u001f', 'not_sse', undefined],
  ['JSON that is too long', `{${' '.repeat(120)}`, 'too_large', undefined],
  ['a list that is too long', `[${' '.repeat(120)}`, 'too_large', undefined],
  ['events of too many bytes', `: ${'x'.repeat(298)}\n`.repeat(2), 'too_large', undefined],
  ['an event of too many bytes', `data: ${'x'.repeat(395)}`, 'too_large', undefined],
  ['too many values', `data: ${'['.repeat(41)}\n\n`, 'too_large', undefined],
])('%s is told at once, ends the reading, and stays', (_, body, flaw, message, rest = {}) => {
  for (const then of [says('b').text + DONE.text, ERROR.text.replace('dead', 'odd'), '}{']) {
    const seen = read(body, then);
    const { promptTokens, outputTokens, texts, finishReason, ...others } = seen;
    expect(others).toMatchObject({ flaws: [flaw, flaw], flaw, again: flaw, message, left: 0 });
    expect(others).toMatchObject({ held: 0, done: false, finished: 'finishReason' in rest });
    expect({ promptTokens, outputTokens, texts, finishReason }).toEqual({
      ...{ promptTokens: undefined, outputTokens: undefined, texts: [], finishReason: undefined },
      ...rest,
    });
  }
});

test('of two flaws in a packet the first one counts', () => {
  expect(read(`data: {\n\n${'x'.repeat(401)}`).flaw).toBe('malformed');
});

test('what comes behind a flaw in the same packet is passed over', () => {
  for (const flaw of [ERROR.text, 'data: {\n\n', `data: ${'['.repeat(41)}\n\n`]) {
    const { tokens, finishReason, promptTokens } = read(
      says('a').text + flaw + says('b').text + FINISH.text + usageChunk(1, 1).text,
    );
    expect([tokens.chunks, finishReason, promptTokens]).toEqual([1, undefined, undefined]);
  }
});

test.each<[name: string, body: string, flaw: string | undefined, message?: string]>([
  ['a finish reason and a token', says('a').text + FINISH.text, undefined],
  ['the end and a token', says('a').text + DONE.text, undefined],
  ['an end without a token', DONE.text, 'empty'],
  ['an end with a usage of nothing', usageChunk(5, 0).text + FINISH.text, 'empty'],
  ['an end with a usage of one', usageChunk(5, 1).text + FINISH.text, undefined],
  ['a usage alone', usageChunk(5, 1).text, 'truncated'],
  ['a token alone', says('a').text, 'truncated'],
  ['blanks', '\ufeff \t\r\n', 'not_sse'],
  ['lines of no event', 'Hello\n\nworld\n\n', 'not_sse'],
  ['a comment', ': hi\n', 'truncated'],
  ['an event of blanks', 'data: \t \n\n', 'truncated'],
  ['half an event at the end', `${says('a').text}data: {"choices`, 'truncated'],
  ['half an event behind the finish reason', `${says('a').text}${FINISH.text}data: {`, undefined],
  ['NaN in an event', 'data: {"x":NaN}\n\n', 'truncated'],
  ['as many values as may be', `data: [${'1,'.repeat(38)}1]\n\n`, 'truncated'],
  ['an error as JSON', '{"error":{"message":"no"}}', 'server_error', 'no'],
  ['an error beside choices', '{"choices":[{"text":"a"}],"error":"no"}', 'server_error', 'no'],
  ['an answer as JSON', '{"choices":[{"text":"a"}],"message":"no"}', 'not_streamed'],
  ['the same behind blanks', ' \n{"choices":[{"text":"a"}]}', 'not_streamed'],
  ['other JSON', '{"detail":"Not Found"}', 'not_sse', 'Not Found'],
  ['a list', '["no","yes"]', 'not_sse', 'no'],
  ['half of JSON', '{"message":"cut he', 'not_sse', 'cut he'],
  ['JSON of many values', `[${'[],'.repeat(21)}[]]`, 'too_large'],
  ['JSON as long as may be', ` \n{"message":"no"}${' '.repeat(104)}`, 'not_sse', 'no'],
])('%s is judged at the end, however it is split', (_, body, flaw, message) => {
  const bytes = Buffer.from(body);
  const bytewise = Array.from(bytes, (_byte, at) => bytes.subarray(at, at + 1));
  for (const parts of [[bytes], bytewise]) {
    expect(read(...parts)).toMatchObject({
      ...{ flaws: parts.map(() => undefined), flaw, again: flaw, message, left: 0 },
      ...{ texts: body.includes('"content":"a"') ? ['a'] : [] },
    });
  }
});

test('a stream of the largest size is read, and nothing of it but the last line is held', () => {
  const { reader, memory } = reading();
  expect(reader.data(Buffer.from(`:${'x'.repeat(297)}\n\n`.repeat(2).slice(1)), 1)).toBeUndefined();
  expect(memory.held).toBe(0);
  expect(reader.data(Buffer.from(':'), 2)).toBeUndefined();
  expect(memory.held).toBe(512);
  expect(reader.data(Buffer.from(':'), 3)).toBe('too_large');
  expect(memory.held).toBe(0);
});

test('JSON in place of a stream is held, and its memory given back', () => {
  const { reader, memory } = reading();
  reader.data(Buffer.from('{"error":'), 1);
  expect(memory.held).toBe(512);
  reader.close();
  expect(memory.held).toBe(0);
});
