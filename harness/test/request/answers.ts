import type { Reason } from '../../src/request/row';
import { type Answer, type Expected, fails, ok, type Row, streamed } from './answer';
import { ODD_STREAMS } from './odd-streams';
import { STREAMS } from './streams';
import { choice, DONE, FINISH, type Piece, quiet, SHORT, says, usage } from './wire';

const RESETS: Row[] = [
  ['a finish reason, then a reset', [says('a'), says('b'), FINISH], ok(2)],
  ['[DONE], then a reset', [says('a'), DONE], ok(1)],
  ['tokens, then a reset', [says('a'), says('b')], fails('reset', 2)],
  ['a reset after the head', [], fails('reset')],
];

const FAILED: [status: number, reason: Reason][] = [
  [300, 'http_other'],
  [302, 'http_other'],
  [399, 'http_other'],
  [400, 'http_4xx'],
  [401, 'http_4xx'],
  [404, 'http_4xx'],
  [428, 'http_4xx'],
  [429, 'http_429'],
  [430, 'http_4xx'],
  [499, 'http_4xx'],
  [500, 'http_5xx'],
  [503, 'http_5xx'],
  [599, 'http_5xx'],
  [600, 'http_other'],
];

/** What comes with another status than a success is not read. */
const refused = ([status, reason]: (typeof FAILED)[number]): Answer[] =>
  [[says('a'), DONE], [quiet('data: {"error":"x"}\n\nno JSON')]].map((body, i) => ({
    ...streamed([`status ${status} with ${i ? 'an error' : 'a chat'}`, body, fails(reason)]),
    status,
  }));

/** Of an answer that is not streamed the chunks can't be counted: without usage its tokens are unknown. */
function whole(outcome: Expected['outcome'], prompt?: number, output?: number): Expected {
  const usage = output !== undefined;
  return { outcome, chunks: 0, promptTokens: prompt, outputTokens: output, usage };
}

const json = (...parts: object[]): Piece[] => [quiet(JSON.stringify(Object.assign({}, ...parts)))];
const message = choice({ message: { content: 'Hé 𝄞' }, finish_reason: 'stop' });

const WHOLE: Row[] = [
  ['a chat', json(message, usage(7, 3)), whole('success', 7, 3)],
  [
    'completions',
    json(choice({ text: 'a', finish_reason: 'length' }), usage(1, 1)),
    whole('success', 1, 1),
  ],
  ['no usage', json(message), whole('success')],
  ['a usage of the prompt alone', json(message, usage(7, null)), whole('success', 7)],
  ['a usage in words', json(message, usage('7', '3')), whole('success')],
  ['an error that is null', json(message, { error: null }), whole('success')],
  ['blanks around it', [quiet('\r\n '), ...json(message), quiet('\n')], whole('success')],
  ['no finish reason', json(choice({ message: { content: 'a' } })), whole('truncated')],
  [
    'a finish reason that is null',
    json(choice({ text: 'a', finish_reason: null })),
    whole('truncated'),
  ],
  ['an error', json({ error: { message: 'no' } }), whole('server_error')],
  ['an error beside an answer', json(message, usage(7, 3), { error: 'no' }), whole('server_error')],
  ['an end within the answer', [quiet(JSON.stringify(message).slice(0, -1))], whole('malformed')],
  ['not a byte', [], whole('malformed')],
  ['a page', [quiet('<html></html>')], whole('malformed')],
  ['a stream', SHORT, whole('malformed')],
  ['JSON that is no answer', [quiet('{"object":"list"}')], whole('malformed')],
  ['a choice that is null', [quiet('{"choices":[null]}')], whole('malformed')],
  ['null', [quiet('null')], whole('malformed')],
  [
    'a finish reason of error',
    json(choice({ message: { content: 'a' }, finish_reason: 'error' })),
    whole('server_error'),
  ],
  ['the object error', json({ object: 'error', message: 'no' }), whole('server_error')],
  [
    'no token',
    json(choice({ message: { content: null, tool_calls: [{}] }, finish_reason: 'stop' })),
    whole('empty'),
  ],
  [
    'no token, by the usage too',
    json(choice({ text: '', finish_reason: 'stop' }), usage(7, 0)),
    whole('empty', 7),
  ],
  [
    'a token by the usage alone',
    json(choice({ text: '', finish_reason: 'stop' }), usage(7, 1)),
    whole('success', 7, 1),
  ],
  [
    'a refusal',
    json(choice({ message: { refusal: 'No' }, finish_reason: 'stop' })),
    whole('success'),
  ],
  ['a usage below 0', json(message, usage(-1, -5)), whole('success')],
];

const notStreamed = (row: Row): Answer => ({
  ...{ ...streamed(row), name: `not streamed: ${row[0]}`, stream: false },
});

const notStreamedEnds: Answer[] = [
  { ...notStreamed(['a chat, then a reset', json(message), whole('reset')]), reset: true },
  { ...notStreamed(['status 503', json(message, usage(7, 3)), whole('http_5xx')]), status: 503 },
  { ...notStreamed(['status 201', json(message), whole('success')]), status: 201 },
];

/** Answers of servers, good and bad, each with what must be made of it. */
export const ANSWERS: readonly Answer[] = [
  ...STREAMS,
  ...ODD_STREAMS,
  ...RESETS.map((row) => ({ ...streamed(row), reset: true })),
  ...FAILED.flatMap(refused),
  ...[200, 201, 299].map((status) => ({
    ...streamed([`status ${status}`, [says('a'), DONE], ok(1)]),
    status,
  })),
  ...WHOLE.map(notStreamed),
  ...notStreamedEnds,
];
