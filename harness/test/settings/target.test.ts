/** Settings of the target: names, addresses, times, and what is written of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordedSettings } from '../../src/settings/recorded';
import { resolveSettings } from '../../src/settings/resolve';
import { newFolder } from '../run/runs';
import { messageOf, placesWith } from './places';

const resolved = (fields: Record<string, string | readonly string[]>, env = {}, profile = {}) =>
  resolveSettings({ fields }, env, placesWith({ 'own/standard.yaml': profile }));

const LONGEST = 'a'.repeat(63);

test.each(['a', '0', 'demo-llm', 'a-0', LONGEST])('--service and --namespace may be %s', (name) => {
  const { settings } = resolved({ service: name, namespace: name });
  expect(settings).toMatchObject({ service: name, namespace: name });
});

test.each([
  ...['127.0.0.1:18600/?', 'a b', 'Demo', 'a_b', '-a', 'a-', '', 'a.b', `${LONGEST}a`, 'a\n', 'é'],
  ...['a@b', 'a#', 'a?', '%61', 'a/../b', '[::1]'],
])('a name that is no DNS label is refused by its rule, from flags and variables: %j', (name) => {
  for (const [fields, env, called] of [
    [{ service: name, namespace: 'b' }, {}, '--service'],
    [{ service: 'b', namespace: name }, {}, '--namespace'],
    [{ namespace: 'b' }, { KVMINI_SERVICE: name }, 'KVMINI_SERVICE'],
    [{ service: 'b' }, { KVMINI_NAMESPACE: name }, 'KVMINI_NAMESPACE'],
  ] as const) {
    // A variable that is empty is one that is not set.
    if (name === '' && called.startsWith('KVMINI')) continue;
    const message = messageOf(() => resolved(fields, env));
    expect(message).toContain(`${called}: expected a DNS label of at most 63 characters`);
    expect(message.split('\n')).toHaveLength(1);
  }
});

test.each(['duration', 'timeout', 'requestTimeout'])('0s is refused for %s, 1ms is not', (name) => {
  for (const zero of ['0s', '0ms', '0h0m', '0.0s']) {
    expect(messageOf(() => resolved({ [name]: zero }))).toContain(
      `expected a duration above 0 such as 500ms, 90s or 1h30m, found "${zero}"`,
    );
    expect(messageOf(() => resolved({}, {}, { [name]: zero }))).toContain('a duration above 0');
  }
  expect(() => resolved({ [name]: '1ms' })).not.toThrow();
});

test('a limit of 0s that no request could meet is refused', () => {
  expect(messageOf(() => resolved({ slo: 'ttft=0s' }))).toContain('a duration above 0');
  expect(resolved({ slo: 'ttft=1us' }).settings.slo).toMatchObject({ ttftMs: 0.001 });
});

test('the whole address of an endpoint decides which one, unless a flag says another', () => {
  const whole = 'http://x/v1/completions';
  expect(resolved({ url: whole }).settings.endpoint).toBe('completions');
  expect(resolved({ url: whole }, {}, { endpoint: 'chat' }).settings.endpoint).toBe('completions');
  expect(resolved({ url: whole, endpoint: 'chat' }).settings.endpoint).toBe('chat');
  expect(resolved({ url: 'http://x/v1/chat/completions/?a=1' }).settings.endpoint).toBe('chat');
  const other = resolved({ url: 'http://x/v1' }, {}, { endpoint: 'completions' });
  expect(other.settings.endpoint).toBe('completions');
});

test.each([
  ['url', 'http://u:s3cret@h:99999'],
  ['url', 'http://u:s3cret@h'],
  ['url', 'u:s3cret@h'],
  ['url', 'ftp://h/?token=s3cret'],
  ['url', '//h?sig=s3cret'],
  ['proxy', 'http://u:s3cret@h:99999'],
  ['proxy', 'socks5://u:s3cret@h'],
])('a wrong --%s is refused without what may be a secret in it: %s', (name, value) => {
  const message = messageOf(() => resolved({ [name]: value }));
  expect(message).toMatch(new RegExp(`^--${name}: expected`));
  expect(message).not.toContain('s3cret');
});

test.each([
  ['{"temperature":0}', { temperature: 0 }],
  [' {"a":{"b":[1,null]},"stream_options":null} ', { a: { b: [1, null] }, stream_options: null }],
  ['{}', {}],
  ['{"max_tokens":null,"max_completion_tokens":5}', { max_tokens: null, max_completion_tokens: 5 }],
])('--extra-body %s', (text, extraBody) => {
  expect(resolved({ extraBody: text }).settings.extraBody).toEqual(extraBody);
  const file = join(newFolder(), 'body.json');
  writeFileSync(file, `\uFEFF${text}`);
  expect(resolved({ extraBody: file }).settings.extraBody).toEqual(extraBody);
  expect(resolved({}, { KVMINI_EXTRA_BODY: text }).settings.extraBody).toEqual(extraBody);
});

test.each([
  ['{"s3cret":', /--extra-body: expected a JSON object .* is no JSON object$/],
  ['[]', /the file can't be read: ENOENT$/],
  ['/nowhere/body.json', /the file can't be read: ENOENT$/],
  ['/dev/zero', /expected a JSON object or a regular file/],
  ['{"model":"s3cret"}', /--extra-body model: expected a field that the run does not decide/],
  ['{"messages":[]}', /--extra-body messages: .*--dataset/],
  ['{"prompt":"s3cret"}', /--extra-body prompt: .*--dataset/],
  ['{"stream":true}', /--extra-body stream: .*--no-stream/],
  ['{"max_tokens":5}', /--extra-body: max_tokens is decided by --max-tokens/],
  ['{"seed":12345678901234567890}', /--extra-body: it has a number that would be sent as another/],
  ['{"a":{"b":[1e400]}}', /--extra-body: it has a number that would be sent as another/],
  [`{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`, /--extra-body: it is nested too deeply/],
])('a wrong --extra-body is refused: %.40s', (extraBody, problem) => {
  const message = messageOf(() => resolved({ extraBody }));
  expect(message).toMatch(problem);
  expect(message).not.toContain('s3cret');
});

test('what is written of the settings hides secrets and values of headers, and is fit for a terminal', () => {
  const { settings } = resolved(
    {
      url: 'https://h/v1?api-version=2&sig=s3cret&api_key=s3cret',
      proxy: 'http://u:s3cret@proxy:3128',
      header: ['Host: s3cret.example.com', 'X-Team : s3cret'],
      headerEnv: ['api-key=MY_KEY'],
      extraBody:
        '{"temperature":0,"api_key":"s3cret","a":{"url":"http://u:s3cret@h"},"b":["sk-s3cret"]}',
      model: 'a\u001b[2J',
    },
    { KVMINI_MODEL_URI: 's3://u:s3cret@bucket/model?X-Amz-Signature=s3cret' },
  );
  const written = recordedSettings(settings);
  expect(JSON.stringify(written)).not.toContain('s3cret');
  expect(written).toMatchObject({
    url: 'https://h/v1?api-version=2&sig=***&api_key=***',
    proxy: 'http://***@proxy:3128',
    header: ['Host', 'X-Team'],
    headerEnv: ['api-key'],
    extraBody: { temperature: 0, api_key: '***', a: { url: 'http://***@h' }, b: ['***'] },
    model: 'a\\u001b[2J',
    maxTokens: settings.maxTokens,
  });
});

test('a large or deep body is written by its beginning', () => {
  const deep = `{"a":${'['.repeat(3_000)}${']'.repeat(3_000)},"b":"${'x'.repeat(5_000)}"}`;
  const { settings } = resolved({ extraBody: deep });
  const written = JSON.stringify(recordedSettings(settings).extraBody);
  expect(written).toMatch(/^\{"a":\[+"…"\]+,"b":"x{1000}…"\}$/);
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`k${i}`, [i]]));
  const wide = resolved({ extraBody: JSON.stringify({ many, list: Object.keys(many) }) });
  const { many: kept, list } = recordedSettings(wide.settings).extraBody as Record<string, object>;
  expect([Object.keys(kept ?? {}), list]).toMatchObject([{ length: 101 }, { length: 101 }]);
  expect(kept).toMatchObject({ k99: [99], '…': '…' });
});

test('what bench.sh of kserve-vllm-mini takes and this program does not says what to use', () => {
  expect(messageOf(() => resolved({ pattern: 'heavy' }))).toMatch(/^--pattern: .*--burstiness/);
  expect(messageOf(() => resolved({ pattern: 'bursty' }))).toMatch(/^--pattern: .*need a --rate/);
  const places = placesWith({});
  const file = 'runners/profiles/standard.yaml';
  expect(messageOf(() => resolveSettings({ profile: file, fields: {} }, {}, places))).toMatch(
    /there is no such file; --profile standard is .*own\/standard.yaml$/,
  );
});
