import { expect, test } from 'vitest';
import { WholeReader } from '../../src/request/whole-reader';
import { useSmallBounds } from './small-bounds';
import { choice, usage } from './wire';

useSmallBounds({ whole: 300, jsonValues: 40 });

/** Reads a body in two packets, at 1 and 2, and its end at 3. */
function read(body: string) {
  const texts: string[] = [];
  const memory = { held: 0 };
  const text = { add: (part: string) => texts.push(part), keep: () => {}, drop: () => {} };
  const reader = new WholeReader((bytes) => {
    memory.held += bytes;
  }, text);
  const bytes = Buffer.from(body);
  const flaws = [bytes.subarray(0, 10), bytes.subarray(10)].map((packet) => reader.data(packet));
  const flaw = flaws[1] ?? reader.end(3);
  const again = flaws[1] ?? reader.end(4);
  reader.close();
  const { tokens, promptTokens, outputTokens, told, fingerprint, finishReason, message } = reader;
  const { finished, done } = reader;
  return {
    ...{ flaw, again, finished, done, texts, promptTokens, outputTokens, told, fingerprint },
    ...{ finishReason, message, tokens, held: memory.held },
  };
}

const NOTHING = {
  ...{ finished: false, done: false, texts: [], promptTokens: undefined, outputTokens: undefined },
  ...{ told: {}, fingerprint: undefined, finishReason: undefined, message: undefined, held: 0 },
  tokens: { chunks: 0, first: undefined, last: undefined, gaps: [] },
};

const fails = (flaw: string, rest: object = {}) => ({ ...NOTHING, flaw, again: flaw, ...rest });

const SAYS = { ...choice({ message: { content: 'a' }, finish_reason: 'stop' }) };

test('a whole answer has its text, its counts, and an end in place of tokens', () => {
  const details = { prompt_tokens_details: { cached_tokens: 2 } };
  const body = {
    ...{ ...SAYS, system_fingerprint: 'f' },
    usage: { ...usage(7, 3).usage, ...details },
  };
  expect(read(JSON.stringify(body))).toEqual({
    ...{ ...NOTHING, flaw: undefined, again: undefined, texts: ['a'], finishReason: 'stop' },
    ...{ promptTokens: 7, outputTokens: 3, told: { cachedTokens: 2 }, fingerprint: 'f' },
    tokens: { chunks: 0, first: undefined, last: 3, gaps: [] },
  });
});

const text = (length: number) => JSON.stringify(SAYS).padEnd(length, ' ');

test.each<[name: string, body: string, expected: object]>([
  ['no JSON', '{"choices":[', fails('malformed')],
  ['JSON that is no answer', '{"object":"list"}', fails('malformed')],
  ['an error', '{"error":{"message":"no"}}', fails('server_error', { message: 'no' })],
  [
    'an error beside an answer',
    JSON.stringify({ ...SAYS, ...usage(1, 2), error: 'no' }),
    fails('server_error', { message: 'no', finishReason: 'stop' }),
  ],
  ...['error', 'abort'].map((reason): [string, string, object] => [
    `the finish reason ${reason}`,
    JSON.stringify({ ...choice({ text: 'a', finish_reason: reason }), ...usage(1, 2) }),
    fails('server_error', { finishReason: reason }),
  ]),
  ['no finish reason', JSON.stringify(choice({ text: 'a' })), fails('truncated')],
  [
    'neither text nor usage',
    JSON.stringify(choice({ text: '', finish_reason: 'stop' })),
    fails('empty', { finishReason: 'stop' }),
  ],
  [
    'a usage of nothing',
    JSON.stringify({ ...choice({ text: '', finish_reason: 'stop' }), ...usage(1, 0) }),
    fails('empty', { finishReason: 'stop', promptTokens: 1 }),
  ],
  ['too many values', `[${'1,'.repeat(40)}1]`, fails('too_large')],
  ['too many bytes', text(301), fails('too_large')],
  [
    'the most bytes',
    text(300),
    {
      ...{ ...NOTHING, flaw: undefined, again: undefined, texts: ['a'], finishReason: 'stop' },
      tokens: { chunks: 0, first: undefined, last: 3, gaps: [] },
    },
  ],
])('%s', (_, body, expected) => {
  expect(read(body)).toEqual(expected);
});
