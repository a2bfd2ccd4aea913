import { namesSecret, redact, redactForms } from 'kvmini-contract/redact';
import { expect, test } from 'vitest';

test.each([
  ['https://u:p@host:99999/v1', 'https://***@host:99999/v1'],
  ['https://u:p@ss@host/', 'https://***@host/'],
  ['user:pw@registry/image:tag', '***@registry/image:tag'],
  ['s3://b/m?X-Amz-Signature=abc&versionId=7', 's3://b/m?X-Amz-Signature=***&versionId=7'],
  ['https://b/m?sv=1&sig=a%2Bb&se=2', 'https://b/m?sv=1&sig=***&se=2'],
  ['authorization: Bearer abc.def', 'authorization: Bearer ***'],
  ['{"api_key": "abc"}', '{"api_key": "***"}'],
  ['wrong key sk-abcdefgh given', 'wrong key *** given'],
  ['no token hf_abcdefgh', 'no token ***'],
  ['--password "two words" end', '--password "two words" end'],
  ['password: "two words", next', 'password: "***", next'],
  ["secret = 'a b'", "secret = '***'"],
  ['Authorization: Token abc', 'Authorization: Token ***'],
  ['private_key=abc def', 'private_key=*** def'],
  ['aws_access_key_id=abc', 'aws_access_key_id=***'],
  ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----', '***'],
  ['AIzaSyA-abc and ASIAABCD', '*** and ***'],
  ['(user:pw@registry)', '(***@registry)'],
  ['https://host/?a=1&token=b;sig=c', 'https://host/?a=1&token=***'],
])('%s is shown as %s', (text, shown) => {
  expect(redact(text)).toBe(shown);
});

const ISSUED = [
  ...[
    'hf_',
    'sk-',
    'sk_live_',
    'rk_live_',
    'gsk_',
    'nvapi-',
    'npm_',
    'gho_',
    'ghp_',
    'ghr_',
    'ghs_',
    'ghu_',
  ],
  ...['github_pat_', 'glpat-', 'dop_v1_', 'xoxb-', 'xoxp-', 'AKIA', 'ASIA', 'AIza', 'eyJ'],
];

test.each(ISSUED)('a key as well-known services issue it is hidden: %s…', (begin) => {
  for (const hide of [redact, redactForms])
    expect(hide(`found ${begin}aB3._-x, no more`)).toBe('found ***, no more');
});

test.each([
  ...['sig', 'Signature', 'access_token', 'key', 'subscription-key', 'client_secret', 'password'],
  ...['pwd', 'X-Amz-Credential', 'auth', 'code'],
])('a parameter that signs or opens an address is hidden: %s=', (name) => {
  const text = `http://a/?n=1&${name}=abc&m=2`;
  expect(redactForms(text)).toBe(`http://a/?n=1&${name}=***&m=2`);
  expect(redact(text)).not.toContain('abc');
});

test.each([
  ...['authorization', 'api_key', 'api-key', 'apiKey', 'access_key', 'accessKeyId', 'private-key'],
  ...['token', 'secret', 'password', 'passwd', 'passphrase', 'credential', 'credentials'],
])('what stands behind the name of a secret is hidden: %s', (name) => {
  expect(redact(`${name}: abc, "${name}":"a b", ${name}=abc`)).toBe(
    `${name}: ***, "${name}":"***", ${name}=***`,
  );
  expect(namesSecret(`MY_${name}`)).toBe(true);
});

test.each([
  'http://demo-llm.ml-prod.svc.cluster.local:8080/v1?api-version=2024-10-01',
  'maximum context length is 4096 tokens: 5000 were asked for',
  'pvc://models/llama',
  'ghcr.io/org/image:1.0@sha256:0123',
  'see docs at 10:30, mail ops@example.com',
])('%s is left as it is', (text) => {
  expect(redact(text)).toBe(text);
});

test('by its form alone a name hides nothing that stands behind it', () => {
  expect(redactForms('image.token: unknown key')).toBe('image.token: unknown key');
  expect(redactForms('found sk-abcdefgh at u:p@h')).toBe('found *** at ***@h');
  expect(['apiKey', 'HF_TOKEN', 'x-auth'].map(namesSecret)).toEqual([true, true, true]);
  expect(['model', 'maxTokenz', 'url'].map(namesSecret)).toEqual([false, true, false]);
});

test.each([
  ...[
    '://',
    '://a@',
    '=',
    '=a:',
    ' a:',
    '?',
    '?sig',
    '&key',
    '&a',
    'token ',
    'token=',
    'basic ',
    'sk-',
    '"',
  ],
  ...['-----BEGIN PRIVATE KEY-----', 'authorization:bearer ', 'a:@', '?a=;'],
])('a tenth of a megabyte of %j is looked through at once', (part) => {
  // What takes time by the square of its length would take a minute, and the test its limit.
  expect(redact(part.repeat(Math.ceil(100_000 / part.length))).length).toBeGreaterThan(0);
});
