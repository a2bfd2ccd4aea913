import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors';
import { PLAIN_ACCESS, readAccess } from '../../src/request/access';
import {
  type HeaderSettings,
  readHeaders,
  requestHeaders,
  shownHeaders,
} from '../../src/request/headers';
import { VERSION } from '../../src/version';

/** The headers of settings, or what is wrong with them. */
function read(settings: HeaderSettings, env: NodeJS.ProcessEnv = {}): object | string {
  try {
    return readHeaders(settings, env);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

test.each<[HeaderSettings, NodeJS.ProcessEnv, object]>([
  [{}, {}, {}],
  [{ header: ['A:b'] }, {}, { a: 'b' }],
  [{ header: [' X-Team : blue: green '] }, {}, { 'x-team': 'blue: green' }],
  [{ header: ['a:'] }, {}, { a: '' }],
  [{ header: ["!#$%&'*+.^_`|~0-9Az:\ta\tb"] }, {}, { "!#$%&'*+.^_`|~0-9az": 'a\tb' }],
  [{ header: ['a: \u00ff~'] }, {}, { a: '\u00ff~' }],
  [{ headerEnv: [' Api-Key = MY_KEY '] }, { MY_KEY: ' k\n' }, { 'api-key': 'k' }],
  [{ headerEnv: ['a=_k1=x'] }, { _k1: 'v' }, { a: 'v' }],
  [{ apiKeyEnv: 'KEY' }, { KEY: 's\r\n' }, { authorization: 'Bearer s' }],
  [
    { header: ['a: 1', 'b: 2'], headerEnv: ['c=C', 'd=D'], apiKeyEnv: 'K' },
    { C: '3', D: '4', K: '5' },
    { a: '1', b: '2', c: '3', d: '4', authorization: 'Bearer 5' },
  ],
])('of %j the headers are read', (settings, env, headers) => {
  expect(read(settings, env)).toEqual(headers);
});

const NO_NAME =
  "--header: expected 'Name: value', found a text without a header's name before a colon";
const NO_PAIR =
  "--header-env: expected 'name=VARIABLE', the environment variable that holds the header's value, found another text";
const NO_VALUE = "--header-env: expected 'name=VARIABLE' with a variable that holds the value; ";
const NO_KEY = '--api-key-env: expected the name of an environment variable that holds a key; ';
const NOT_SENT = (name: string) =>
  `the value of ${name} can't be sent in a header, which holds one line of Latin-1 characters`;

test.each<[HeaderSettings, NodeJS.ProcessEnv, string]>([
  [{ header: ['a'] }, {}, NO_NAME],
  [{ header: [':a'] }, {}, NO_NAME],
  [{ header: ['a b: c'] }, {}, NO_NAME],
  [{ header: ['é: c'] }, {}, NO_NAME],
  [{ headerEnv: ['a'] }, {}, NO_PAIR],
  [{ headerEnv: ['=A'] }, {}, NO_PAIR],
  [{ headerEnv: ['a b=A'] }, {}, NO_PAIR],
  [{ headerEnv: ['a='] }, { '': 'x' }, `${NO_VALUE}what was given is no variable's name`],
  [{ headerEnv: ['a=1A'] }, { '1A': 'x' }, `${NO_VALUE}what was given is no variable's name`],
  [
    { headerEnv: ['a=hf_s3cret'] },
    { hf_s3cret: 'x' },
    `${NO_VALUE}what was given is no variable's name`,
  ],
  [{ headerEnv: ['a=A'] }, {}, `${NO_VALUE}A is not set`],
  [{ headerEnv: ['a=A'] }, { A: ' ' }, `${NO_VALUE}A is empty`],
  [{ apiKeyEnv: 'A' }, {}, `${NO_KEY}A is not set`],
  [{ apiKeyEnv: 'A' }, { A: '' }, `${NO_KEY}A is empty`],
  [{ apiKeyEnv: '' }, {}, `${NO_KEY}what was given is no variable's name`],
  [{ header: ['a: \u0100'] }, {}, `--header or --header-env: ${NOT_SENT('a')}`],
  [{ header: ['a: b\u007f'] }, {}, `--header or --header-env: ${NOT_SENT('a')}`],
  [{ headerEnv: ['a=A'] }, { A: 'b\nc' }, `--header or --header-env: ${NOT_SENT('a')}`],
  [{ apiKeyEnv: 'A' }, { A: 'b\nc' }, `--api-key-env or --header: ${NOT_SENT('authorization')}`],
  [
    { header: ['a: 1', 'A: 2', 'b: 3'], headerEnv: ['a=A'] },
    { A: '3' },
    '--header or --header-env: a is given 3 times; give it once',
  ],
  [
    { header: ['authorization: 1'], apiKeyEnv: 'A' },
    { A: '2' },
    '--api-key-env, --header and --header-env: authorization is given 2 times; give it once',
  ],
  [
    { header: ['a', 'te: x', 'b: \n1'], headerEnv: ['c'] },
    {},
    [
      NO_NAME,
      "--header or --header-env: te can't be given: answers are read without trailers",
      NO_PAIR,
    ].join('\n'),
  ],
])('%j: all problems are told, each once', (settings, env, message) => {
  expect(read(settings, env)).toBe(message);
});

test.each([
  ['Content-Length', 'it is the length of the request'],
  ['Transfer-Encoding', 'requests are sent with their length'],
  ['Connection', 'connections are kept by the harness'],
  ['Keep-Alive', 'connections are kept by the harness'],
  ['Proxy-Connection', 'connections are kept by the harness'],
  ['Proxy-Authorization', 'write the name and password into the address of --proxy'],
  ['Upgrade', 'only HTTP/1.1 is spoken'],
  ['Expect', 'requests are sent at once'],
  ['TE', 'answers are read without trailers'],
  ['Trailer', 'requests have none'],
  ['Accept-Encoding', 'compressed answers are not read'],
  ['X-Request-Id', 'each request has its own'],
])('the header %s is refused: %s', (name, reason) => {
  const message = `--header or --header-env: ${name.toLowerCase()} can't be given: ${reason}`;
  expect(read({ header: [`${name}: 5`] })).toBe(message);
  expect(read({ headerEnv: [`${name}=A`] }, { A: '5' })).toBe(message);
});

test('headers are shown by their names alone', () => {
  expect(shownHeaders({ authorization: 's3cret', 'x-team': 'blue' })).toEqual([
    'authorization',
    'x-team',
  ]);
});

test('a request says what it sends and wants; what the user gave wins', () => {
  const own = { 'content-type': 'application/json', 'user-agent': `kvmini/${VERSION}` };
  expect(requestHeaders(true, { a: 'b' })).toEqual({ ...own, accept: 'text/event-stream', a: 'b' });
  expect(requestHeaders(false, {})).toEqual({ ...own, accept: 'application/json' });
  expect(requestHeaders(true, { accept: '*/*', 'user-agent': 'me' })).toEqual({
    ...{ 'content-type': 'application/json', accept: '*/*', 'user-agent': 'me' },
  });
});

test.each<[host: string, name: string | undefined]>([
  ['demo.example.com', 'demo.example.com'],
  ['demo.example.com:8443', 'demo.example.com'],
  ['10.0.0.1', undefined],
  ['10.0.0.1:80', undefined],
  ['[::1]:80', undefined],
  [':80', undefined],
])('behind the Host header %s TLS asks for %s', (host, servername) => {
  const { tls } = readAccess({ insecure: false, header: [`Host: ${host}`] }, {});
  expect(tls).toEqual({ rejectUnauthorized: true, ...(servername && { servername }) });
});

test('plain access has no headers, no proxy, and takes only certificates that are trusted', () => {
  expect(PLAIN_ACCESS).toEqual({ headers: {}, tls: { rejectUnauthorized: true } });
});

test('what reaches the target: headers, whom to trust, and a proxy where one was given', () => {
  expect(readAccess({ insecure: false }, {})).toEqual({
    headers: {},
    tls: { rejectUnauthorized: true },
  });
  const settings = { insecure: true, header: ['a: b'], proxy: 'http://me:pw@proxy:3128' };
  expect(readAccess(settings, {})).toEqual({
    ...{ headers: { a: 'b' }, tls: { rejectUnauthorized: false } },
    proxy: new URL('http://me:pw@proxy:3128'),
  });
});
