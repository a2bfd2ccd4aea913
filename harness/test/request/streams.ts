import { type Answer, fails, ok, type Row, streamed } from './answer';
import {
  carries,
  choice,
  DONE,
  ERROR,
  empty,
  event,
  FINISH,
  quiet,
  ROLE,
  SHORT,
  says,
  token,
  usage,
  usageChunk,
  withLineEnds,
} from './wire';

const ENDS: Row[] = [
  ['a whole chat', SHORT, ok(2, { prompt: 7, output: 2 })],
  ['tokens and [DONE] without a finish reason', [says('a'), says('b'), DONE], ok(2)],
  ['a finish reason without [DONE]', [says('a'), says('b'), FINISH], ok(2)],
  [
    'a finish reason in the chunk of the last token',
    [says('a'), token(event(choice({ delta: { content: 'b' }, finish_reason: 'length' })))],
    ok(2),
  ],
  ['neither a finish reason nor [DONE]', [says('a'), says('b')], fails('truncated', 2)],
  [
    'a finish reason that is null, empty or in the wrong place',
    [
      says('a'),
      quiet(event(choice({ delta: {}, finish_reason: null }))),
      quiet(event(choice({ delta: {}, finish_reason: '' }))),
      empty({ finish_reason: 'stop' }),
    ],
    fails('truncated', 1),
  ],
  ['an end within an event', [says('a'), quiet('data: {"choices":[{')], fails('truncated', 1)],
  ['not a byte', [], fails('truncated')],
];

const TOKENS: Row[] = [
  [
    'chunks with the role alone, with nothing and with null are no tokens',
    [ROLE, empty({ role: 'assistant' }), empty({}), empty({ content: null }), says('a'), DONE],
    ok(1),
  ],
  [
    'empty content, reasoning and list of tool calls are no tokens',
    [
      empty({ content: '' }),
      empty({ reasoning: '', reasoning_content: '' }),
      empty({ tool_calls: [], refusal: '', function_call: {} }),
      says('a'),
      DONE,
    ],
    ok(1),
  ],
  ["vLLM's reasoning", [carries({ reasoning: 'Hm' }), says('a'), DONE], ok(2)],
  ["vLLM's older reasoning", [carries({ reasoning_content: 'Hm' }), says('a'), DONE], ok(2)],
  [
    'a tool call',
    [carries({ tool_calls: [{ index: 0, function: { arguments: '{' } }] }), FINISH],
    ok(1),
  ],
  [
    'content that is no text, tool calls that are no list',
    [
      empty({ content: 5 }),
      empty({ tool_calls: 'no' }),
      empty({ tool_calls: {} }),
      says('a'),
      DONE,
    ],
    ok(1),
  ],
  [
    'a delta that is null or missing',
    [empty(null), quiet(event(choice({ finish_reason: null }))), says('a'), DONE],
    ok(1),
  ],
  [
    'several tokens in a chunk',
    [says('one two three'), says(' four five six'), FINISH, usageChunk(4, 6), DONE],
    ok(2, { prompt: 4, output: 6 }),
  ],
  [
    'completions',
    [
      token(event(choice({ text: 'a', finish_reason: null }))),
      quiet(event(choice({ text: '' }))),
      token(event(choice({ text: 'b', finish_reason: 'length' }))),
    ],
    ok(2),
  ],
  [
    'a token in the second of two choices',
    [token(event({ choices: [{ delta: {} }, { delta: { content: 'a' } }] })), DONE],
    ok(1),
  ],
  [
    'a finish reason in the second of two choices',
    [says('a'), quiet(event({ choices: [{ delta: {} }, { delta: {}, finish_reason: 'stop' }] }))],
    ok(1),
  ],
  [
    'characters of two, three and four bytes',
    [says('é'), says('€'), says('𝄞'), says('日本語\u2028'), FINISH],
    ok(4),
  ],
];

const USAGES: Row[] = [
  ['no usage', [says('a'), says('b'), FINISH, DONE], ok(2)],
  [
    'a usage that grows with each chunk',
    [
      token(event({ ...choice({ delta: { content: 'a' } }), ...usage(5, 1) })),
      token(event({ ...choice({ delta: { content: 'b c' } }), ...usage(6, 3) })),
      FINISH,
    ],
    ok(2, { prompt: 6, output: 3 }),
  ],
  [
    'a usage before chunks whose usage is null or missing',
    [
      usageChunk(5, 8),
      token(event({ ...choice({ delta: { content: 'a' } }), usage: null })),
      FINISH,
      DONE,
    ],
    ok(1, { prompt: 5, output: 8 }),
  ],
  [
    'a usage beside choices that are null or missing',
    [
      says('a'),
      FINISH,
      quiet(event({ choices: null, ...usage(5, 8) })),
      quiet(event(usage(6, 9))),
      DONE,
    ],
    ok(1, { prompt: 6, output: 9 }),
  ],
  ['a usage of output alone', [says('a'), usageChunk(undefined, 8), DONE], ok(1, { output: 8 })],
  ['a usage of the prompt alone', [says('a'), usageChunk(5, null), DONE], ok(1, { prompt: 5 })],
  ['a usage of 0, as of a server that did not count', [says('a'), usageChunk(0, 0), DONE], ok(1)],
  [
    'a usage of 0 behind one that counts',
    [says('a'), usageChunk(5, 8), usageChunk(0, 0), DONE],
    ok(1, { prompt: 5, output: 8 }),
  ],
  ['a usage in words', [says('a'), usageChunk('5', '8'), DONE], ok(1)],
];

const FLAWS: Row[] = [
  ['an error instead of tokens', [ERROR, DONE], fails('server_error')],
  ['an error after tokens', [says('a'), ERROR, DONE], fails('server_error', 1)],
  ['an error without choices', [quiet('data: {"error":"x"}\n\n')], fails('server_error')],
  [
    'an error beside a token and a usage',
    [token(event({ ...choice({ text: 'a' }), ...usage(3, 4), error: {} })), says('b'), DONE],
    fails('server_error', 1, { prompt: 3, output: 4 }),
  ],
  [
    'an error that is null is none',
    [token(event({ ...choice({ text: 'a' }), error: null })), DONE],
    ok(1),
  ],
  [
    'a chunk that is no JSON, before a good one',
    [says('a'), quiet('data: {"id": "broken", "choices": [{\n\n'), says('b'), FINISH, DONE],
    fails('malformed', 1),
  ],
  [
    'a [DONE] with more on its line',
    [says('a'), quiet('data: [DONE]!\n\n')],
    fails('malformed', 1),
  ],
];

const LINES: Row[] = [
  ['lines that end in CR and LF', withLineEnds('\r\n', SHORT), ok(2, { prompt: 7, output: 2 })],
  ['lines that end in CR', withLineEnds('\r', SHORT), ok(2, { prompt: 7, output: 2 })],
  [
    'lines of each end in one stream',
    [says('a'), ...withLineEnds('\r', [says('b')]), ...withLineEnds('\r\n', [says('c'), DONE])],
    ok(3),
  ],
  [
    'data without a blank',
    [token(`data:${JSON.stringify(choice({ text: 'a' }))}\n\n`), quiet('data:[DONE]\n\n')],
    ok(1),
  ],
  [
    'data of several lines',
    [token('data: {"choices":\ndata: [{"text":\ndata:"a"}]}\n\n'), quiet('data: [DONE]\n\n')],
    ok(1),
  ],
  [
    'comments, and lines of other fields',
    [
      quiet(': a comment\n\nretry: 100\nid: 1\nevent: message\n'),
      token(`${event(choice({ text: 'a' })).trimEnd()}\nid: 2\nnonsense\n: ping\n\n`),
      quiet(': ping\n\nevent: end\nid\n\n\n\n'),
      DONE,
    ],
    ok(1),
  ],
];

/** Streams that end by themselves with status 200. */
export const STREAMS: readonly Answer[] = [ENDS, TOKENS, USAGES, FLAWS, LINES].flat().map(streamed);
