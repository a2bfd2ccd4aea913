import { type Answer, fails, ok, type Row, streamed } from './answer';
import {
  carries,
  choice,
  DONE,
  empty,
  event,
  FINISH,
  quiet,
  ROLE,
  says,
  token,
  usage,
  usageChunk,
} from './wire';

const data = (text: string) => quiet(`data: ${text}\n\n`);
const finish = (reason: unknown) => quiet(event(choice({ delta: {}, finish_reason: reason })));

/** Events that are no part of an answer, and cost nothing. */
const PASSED_OVER: Row[] = [
  ...[
    ...['null', '5', '"text"', '[]', '{}', '{"type":"ping"}', '{"object":"ping"}', ''],
    ...['{"choices":null}', '{"choices":[null]}', '{"choices":["a"]}', '{"choices":{"text":"a"}}'],
    ...['{"usage":5}', '{"usage":null,"choices":[]}'],
  ].map((json): Row => [`the event ${json}`, [says('a'), data(json), says('b'), DONE], ok(2)]),
  ['data without a colon', [says('a'), quiet('data\n\n'), DONE], ok(1)],
  ['a byte order mark', [quiet('\ufeff'), says('a'), DONE], ok(1)],
  ['a byte order mark behind blank lines', [quiet('\r\n\n\ufeff'), says('a'), DONE], ok(1)],
  ...['NaN', 'Infinity', '-Infinity'].map(
    (value): Row => [
      `${value} in a chunk, which is lost`,
      [says('a'), data(`{"choices":[{"text":"b","logprob": ${value}}]}`), says('c"NaN'), DONE],
      ok(2),
    ],
  ),
];

const AFTER_DONE: Row[] = [
  ['tokens', [says('a'), DONE, quiet(says('b').text)], ok(1)],
  ['an error', [says('a'), DONE, data('{"error":"x"}')], ok(1)],
  ['no JSON', [says('a'), DONE, data('}{')], ok(1)],
  ['a usage', [says('a'), DONE, usageChunk(1, 2)], ok(1)],
];

const LAST_EVENTS: Row[] = [
  ['[DONE] with its line end', [says('a'), quiet('data: [DONE]\n')], ok(1)],
  ['[DONE] without', [says('a'), quiet('data: [DONE]')], ok(1)],
  ['[DONE] between blanks', [says('a'), quiet('data:  [DONE] \n')], ok(1)],
  ['a finish reason', [says('a'), quiet(FINISH.text.trimEnd())], ok(1)],
  ['a token', [FINISH, token(says('a').text.trimEnd())], ok(1)],
  ['a usage', [FINISH, quiet(usageChunk(3, 4).text.trimEnd())], ok(0, { prompt: 3, output: 4 })],
  ['half an event', [says('a'), FINISH, quiet('data: {"choices":[{')], ok(1)],
  ['an error', [says('a'), quiet('data: {"error":"x"}\n')], fails('server_error', 1)],
];

const EMPTY: Row[] = [
  ['nothing but [DONE]', [DONE], fails('empty')],
  ['nothing but a finish reason', [FINISH], fails('empty')],
  ['a role and an end', [ROLE, FINISH, DONE], fails('empty')],
  [
    'a usage of no output',
    [ROLE, FINISH, usageChunk(7, 0), DONE],
    fails('empty', 0, { prompt: 7 }),
  ],
  [
    'an empty chunk, though the usage tells of a token: half a character, or a special token',
    [empty({ content: '' }), FINISH, usageChunk(7, 1), DONE],
    ok(0, { prompt: 7, output: 1 }),
  ],
];

const FAILED: Row[] = [
  ['a finish reason of error', [says('a'), finish('error'), DONE], fails('server_error', 1)],
  ['a finish reason of abort', [says('a'), finish('abort'), DONE], fails('server_error', 1)],
  ['a finish reason of ERROR', [says('a'), finish('ERROR'), DONE], fails('server_error', 1)],
  [
    'a finish reason of error of one choice',
    [
      says('a'),
      quiet(
        event({
          choices: [{ finish_reason: 'error' }, { finish_reason: 'stop' }],
        }),
      ),
    ],
    fails('server_error', 1),
  ],
  [
    'an event of the type error',
    [says('a'), quiet('event: error\ndata: x\n\n')],
    fails('server_error', 1),
  ],
  [
    'an event of the type error with its type last',
    [quiet('data: {"message":"x"}\nevent:error\n\n'), DONE],
    fails('server_error'),
  ],
  ['the object error', [data('{"object":"error","message":"no"}'), DONE], fails('server_error')],
  ['a type that ends with its event', [quiet('event: error\n\n'), says('a'), DONE], ok(1)],
];

/** What comes in place of a stream, with status 200. */
const NO_STREAMS: Row[] = [
  ['an error as JSON', [quiet('{"error":{"message":"no"}}')], fails('server_error')],
  [
    'an error as JSON of several lines',
    [quiet('\ufeff {\n "object": "error"\n}')],
    fails('server_error'),
  ],
  [
    'a whole answer',
    [
      quiet(
        JSON.stringify({
          ...choice({ message: { content: 'a' }, finish_reason: 'stop' }),
          ...usage(1, 2),
        }),
      ),
    ],
    fails('not_streamed'),
  ],
  ['other JSON', [quiet('{"status":"ok"}')], fails('not_sse')],
  ['a list', [quiet('[{"generated_text":"a"}]')], fails('not_sse')],
  ['JSON that is cut', [quiet('{"choices":[{"message":')], fails('not_sse')],
  ['a line of JSON each', [quiet('{"response":"a"}\n{"done":true}\n')], fails('not_sse')],
  ['a page', [quiet('\n<!doctype html>\n<p>data: x</p>\n\n')], fails('not_sse')],
  ['the bytes of gzip', [quiet('\u001f\ufffd\b')], fails('not_sse')],
  ['text', [quiet('Welcome!\n\nGood day.\n')], fails('not_sse')],
  ['comments alone', [quiet(': ping\n\n: ping\n\n')], fails('truncated')],
];

const TOKENS: Row[] = [
  ['a refusal', [carries({ refusal: 'No' }), DONE], ok(1)],
  ['a function call', [carries({ function_call: { name: 'f', arguments: '' } }), DONE], ok(1)],
  ['arguments', [carries({ function_call: { arguments: '{' } }), DONE], ok(1)],
  [
    'content as a list',
    [
      carries({ content: [{ type: 'text', text: 'a' }] }),
      carries({ content: ['b'] }),
      carries({ content: [{ type: 'refusal', refusal: 'c' }, null, 5, {}] }),
      DONE,
    ],
    ok(3),
  ],
  [
    'lists with nothing in them',
    [
      empty({ content: [] }),
      empty({ content: [{ type: 'text', text: '' }, null, {}, ''] }),
      empty({ tool_calls: [{}] }),
      empty({ tool_calls: [null, 'a', { index: 0, id: 'call', type: 'function' }] }),
      empty({ tool_calls: [{ function: {} }, { function: { name: '', arguments: {} } }] }),
      empty({ refusal: '', function_call: {} }),
      empty({ refusal: {}, function_call: 'f' }),
      says('a'),
      DONE,
    ],
    ok(1),
  ],
  [
    'arguments as an object',
    [carries({ tool_calls: [{ function: { arguments: { a: 1 } } }] }), DONE],
    ok(1),
  ],
];

const COUNTS: Row[] = [-5, 1.5, 2 ** 31, 1e308, '7', true, null, [7], {}].map((count) => [
  `a usage of ${JSON.stringify(count)}`,
  [says('a'), usageChunk(count, count), DONE],
  ok(1),
]);

const HUGE: Row[] = ['1e400', '-0.5', '9007199254740993'].map((count) => [
  `a usage of ${count}`,
  [
    says('a'),
    data(`{"choices":[],"usage":{"prompt_tokens":${count},"completion_tokens":${count}}}`),
    DONE,
  ],
  ok(1),
]);

const MOST: Row = [
  'a usage at the limit',
  [says('a'), usageChunk(1, 2 ** 31 - 1), DONE],
  ok(1, { prompt: 1, output: 2 ** 31 - 1 }),
];

const named = (group: string, rows: readonly Row[]): Row[] =>
  rows.map(([name, ...rest]) => [`${group}: ${name}`, ...rest]);

/** Streams that are odd, and bodies that are none, all with status 200. */
export const ODD_STREAMS: readonly Answer[] = [
  ...named('passed over', PASSED_OVER),
  ...named('after [DONE]', AFTER_DONE),
  ...named('last without a blank line', LAST_EVENTS),
  ...named('empty', EMPTY),
  ...named('failed', FAILED),
  ...named('no stream', NO_STREAMS),
  ...named('tokens', TOKENS),
  ...named('counts', [...COUNTS, ...HUGE, MOST]),
].map(streamed);
