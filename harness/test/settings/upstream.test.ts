/** Profiles of the shapes that kserve-vllm-mini has, with contents of our own. */
import { expect, test } from 'vitest';
import { listProfiles, loadProfile } from '../../src/settings/profiles';
import { resolveSettings } from '../../src/settings/resolve';
import { messageOf, placesWith } from './places';

const LOAD = { pattern: 'steady', requests: 7, concurrency: 3, max_tokens: 12 };
const ABOUT = {
  description: 'Evenings at the harbour',
  use_cases: ['before a release'],
  characteristics: { traffic_shape: 'a few at a time', burstiness: 'none' },
};
const SCHEMA = { type: 'object', properties: { ship: { type: 'string' } }, required: ['ship'] };
const FUNCTION = { name: 'tide', description: 'Height of the tide', parameters: SCHEMA };

/** The settings of a run with this profile, and what is said of it. */
function resolved(profile: unknown, fields = {}) {
  const places = placesWith({ 'mounted/custom/mine.yaml': profile });
  return resolveSettings({ profile: 'mine', fields }, {}, places);
}

test('snake case is read, and what only describes is taken', () => {
  const { settings, notes } = resolved({
    ...LOAD,
    ...ABOUT,
    prompt_tokens: 9,
    request_timeout: '7s',
  });
  expect(settings).toMatchObject({
    ...{ requests: 7, concurrency: 3, maxTokens: 12, promptTokens: 9, requestTimeoutMs: 7_000 },
  });
  expect(notes).toEqual([]);
  expect(settings).not.toHaveProperty('max_tokens');
});

test.each([
  ['limitations', { speed: 'slow' }],
  ['warnings', ['not for production']],
  ['recommended_alternatives', ['a faster machine']],
  ['model_requirements', { format: 'any' }],
  ['validation_hints', { size: 7 }],
])('%s describes, and is taken', (name, value) => {
  expect(resolved({ ...LOAD, [name]: value }).settings).toMatchObject({ requests: 7 });
});

test('a pattern without a rate, as all of these profiles have it, is a note', () => {
  for (const pattern of ['bursty', 'poisson']) {
    const { settings, notes, origins } = resolved({ ...LOAD, pattern });
    expect(settings).toMatchObject({ pattern: 'steady', concurrency: 3 });
    expect([settings.rate, origins.pattern]).toEqual([undefined, 'default']);
    expect(notes).toEqual([expect.stringContaining(`pattern ${pattern} needs a rate`)]);
  }
  expect(resolved({ ...LOAD, pattern: 'bursty' }, { rate: '3' })).toMatchObject({
    settings: { pattern: 'bursty', rate: 3 },
    notes: [],
  });
});

test.each([
  ['text', JSON.stringify(SCHEMA)],
  ['a map', SCHEMA],
])('test_schema as %s becomes a response_format', (_, test_schema) => {
  expect(resolved({ ...LOAD, test_schema }).settings.extraBody).toEqual({
    response_format: { type: 'json_schema', json_schema: { name: 'test_schema', schema: SCHEMA } },
  });
});

test('tools are sent, with what is around a function where that is left out', () => {
  const whole = { type: 'function', function: FUNCTION };
  const other = { type: 'web_search' };
  const { extraBody } = resolved({ ...LOAD, tools: [FUNCTION, whole, other] }).settings;
  expect(extraBody).toEqual({ tools: [whole, whole, other] });
});

test('fields of the body from a profile and a flag are merged, and the flag wins', () => {
  const profile = { ...LOAD, tools: [FUNCTION], extra_body: { temperature: 1, top_k: 4 } };
  const { extraBody } = resolved(profile, { extraBody: '{"temperature":0,"top_k":null}' }).settings;
  expect(extraBody).toMatchObject({ temperature: 0, top_k: null, tools: [{ type: 'function' }] });
});

test.each(['extraBody', 'extra_body'])(
  'null in %s takes a limit away that maxTokens would decide',
  (name) => {
    const { extraBody } = resolved({ ...LOAD, [name]: { max_tokens: null } }).settings;
    expect(extraBody).toEqual({ max_tokens: null });
  },
);

test('settings of the server are named in one warning', () => {
  const vllm_features = { quantization: 'awq', enforce_eager: true, device: null };
  const { settings, notes } = resolved({ ...LOAD, vllm_features });
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatch(
    /mine.yaml: vllm_features are settings of the server.*\(quantization, enforce_eager, device\)$/,
  );
  expect(settings).not.toHaveProperty('vllm_features');
});

test.each<[object, RegExp]>([
  [{ max_token: 5 }, /max_token: unknown \(did you mean maxTokens\?\)$/],
  [{ use_case: [] }, /use_case: unknown \(did you mean use_cases\?\)$/],
  [{ vllm_feature: {} }, /vllm_feature: unknown \(did you mean vllm_features\?\)$/],
  [{ MaxTokens: 5 }, /MaxTokens: unknown \(did you mean maxTokens\?\)$/],
  [{ limits: {} }, /limits: unknown/],
  [{ max_tokens: 0 }, /max_tokens: expected a number of at least 1, found 0$/],
  [
    { max_tokens: 5, maxTokens: 6 },
    /max_tokens: expected nothing else when maxTokens is given: both are the same setting$/,
  ],
  [{ test_schema: '{"type":' }, /test_schema: expected a JSON Schema/],
  [{ test_schema: '[]' }, /test_schema: expected a JSON Schema/],
  [{ test_schema: 5 }, /test_schema: expected a map of fields or its text as JSON, found 5$/],
  [{ tools: { name: 'tide' } }, /tools: expected/],
  [{ pattern: 'heavy' }, /pattern: .*found "heavy"; instead of heavy tails, take bursty/],
  [{ extra_body: { model: 'x' } }, /extra_body.model: expected a field .*for model take --model/],
  [
    { extraBody: { max_tokens: 5 } },
    /extraBody.max_tokens: expected null, which takes it away, since maxTokens decides it$/,
  ],
])('a wrong profile is refused still: %o', (profile, problem) => {
  expect(messageOf(() => resolved(profile))).toMatch(problem);
});

test('of a file of nothing but problems the first are told, and how many there are', () => {
  const keys = Array.from({ length: 1_000 }, (_, i) => [`key${i}`, 1]);
  const message = messageOf(() => resolved(Object.fromEntries(keys)));
  expect(message.split('\n')).toHaveLength(51);
  expect(message).toMatch(/: key49: unknown\n.*: 950 more problems$/);
  const vllm_features = Object.fromEntries([['\u001b[2J', 1], ...keys]);
  const [note = ''] = resolved({ vllm_features }).notes;
  expect(note).toMatch(/\(\\u001b\[2J, key0, .*key18 and 981 more\)$/);
});

test('names, descriptions and contents of profiles are fit for a terminal', () => {
  const hostile = '\u001b[2Jgone\nkvmini: forged\u202e';
  const places = placesWith({
    'data/profiles/a\u001b[31m.yaml': { ...LOAD, description: hostile + 'x'.repeat(2 ** 20) },
    'data/profiles/bad.yaml': { [hostile]: 1, requests: hostile, pattern: 'x'.repeat(2 ** 20) },
    'data/profiles/worse.yaml': `${hostile}: [`,
  });
  const [found] = listProfiles(places);
  const { name, path, description } = loadProfile(found?.path ?? '', places);
  expect([name, description?.length]).toEqual(['a\\u001b[31m', 201 + 3 * 5]);
  for (const each of ['bad', 'worse', 'none\u001b']) {
    const message = messageOf(() => loadProfile(each, places));
    expect(message.length).toBeLessThan(2_000);
    expect(`${message}${path}`).not.toMatch(/[^\P{C}\n]/u);
    expect(message).not.toMatch(/^kvmini: forged/m);
  }
});
