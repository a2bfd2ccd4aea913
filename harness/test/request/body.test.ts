import { expect, test } from 'vitest';
import { type BodyOptions, requestBody, textOfPrompt } from '../../src/request/body';
import type { Prompt } from '../../src/workload/prompts';

const PLAIN: BodyOptions = { endpoint: 'chat', model: 'llama', maxTokens: 17, stream: true };

/** The fields of a body, in their order. */
const body = (options: Partial<BodyOptions>, prompt: Prompt) =>
  Object.entries(JSON.parse(requestBody({ ...PLAIN, ...options }, prompt)));

const STREAMED = [
  ['stream', true],
  ['stream_options', { include_usage: true }],
];
const HI = ['messages', [{ role: 'user', content: 'Hi' }]];
const MODEL = ['model', 'llama'];
const LIMIT = ['max_tokens', 17];

test.each<[what: string, options: Partial<BodyOptions>, prompt: Prompt, fields: unknown[]]>([
  ['a chat', {}, 'Hi', [MODEL, HI, LIMIT, ...STREAMED]],
  ['no stream', { stream: false }, 'Hi', [MODEL, HI, LIMIT, ['stream', false]]],
  [
    'messages as they are',
    {},
    [{ role: 'system', content: 'Be brief' }],
    [MODEL, ['messages', [{ role: 'system', content: 'Be brief' }]], LIMIT, ...STREAMED],
  ],
  ['completions', { endpoint: 'completions' }, 'Hi', [MODEL, ['prompt', 'Hi'], LIMIT, ...STREAMED]],
  [
    'fields of all requests, then those of a row',
    { extraBody: { a: 1, b: 2, model: 'other' } },
    { text: 'Hi', fields: { b: 3, c: 4 } },
    [['model', 'other'], HI, LIMIT, ...STREAMED, ['a', 1], ['b', 3], ['c', 4]],
  ],
  [
    'null takes a field away',
    { extraBody: { stream_options: null, a: null, b: 0, c: false, d: '' } },
    { text: 'Hi', fields: { max_tokens: null } },
    [MODEL, HI, ['stream', true], ['b', 0], ['c', false], ['d', '']],
  ],
  [
    'another name for the limit, for all requests',
    { extraBody: { max_completion_tokens: 9 } },
    'Hi',
    [MODEL, HI, ...STREAMED, ['max_completion_tokens', 9]],
  ],
  [
    'another name for the limit, of 0, in a row',
    {},
    { text: 'Hi', fields: { max_completion_tokens: 0 } },
    [MODEL, HI, ...STREAMED, ['max_completion_tokens', 0]],
  ],
  [
    'another name that is taken away',
    { extraBody: { max_completion_tokens: null } },
    'Hi',
    [MODEL, HI, LIMIT, ...STREAMED],
  ],
])('%s', (_, options, prompt, fields) => {
  expect(body(options, prompt)).toEqual(fields);
});

test.each<[Prompt, string]>([
  ['Hi there', 'Hi there'],
  [{ text: 'Hi', fields: { a: 1 } }, 'Hi'],
  [
    [
      { role: 'system', content: 'Be brief' },
      { role: 'user', content: 'Hi' },
    ],
    'Be brief Hi',
  ],
  [{ text: [{ role: 'user', content: 'Hi' }], fields: {} }, 'Hi'],
  [[{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }], '[{"type":"text","text":"Hi"}]'],
  [[{ role: 'tool' }] as Prompt, '{"role":"tool"}'],
  [[null, 5] as unknown as Prompt, 'null 5'],
  [[], ''],
])('the words of %j are %s', (prompt, words) => {
  expect(textOfPrompt(prompt)).toBe(words);
});
