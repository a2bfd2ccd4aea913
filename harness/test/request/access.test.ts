/** What every request carries, over real connections: headers, fields of the body, certificates, proxies. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../src/errors';
import { type AccessSettings, readAccess } from '../../src/request/access';
import type { ClientOptions } from '../../src/request/client';
import { waitForTarget } from '../../src/target/probe';
import { newFolder } from '../run/runs';
import { makeCertificate, testWithCertificate } from '../target/certificate';
import { clientOf, listen, PLAIN, startServer, WHOLE } from './served';

const access = (settings: Partial<AccessSettings>, env: NodeJS.ProcessEnv = {}) =>
  readAccess({ insecure: false, ...settings }, env);

/** Asks for models, then sends one request, with the same settings. */
async function useBoth(url: string, settings: Partial<AccessSettings>, env = {}) {
  const how = access(settings, env);
  const target = await waitForTarget(
    { url: new URL(url), from: 'a test' },
    {
      ...{ model: undefined, access: how, retries: 0, waiting: () => {} },
      signal: new AbortController().signal,
    },
  );
  const { origin, basePath, search } = target;
  return clientOf({ ...PLAIN, origin, basePath, search, access: how }).send();
}

const LIST = '{"data":[{"id":"llama"}]}';

/** A server of one model that keeps what it is asked. */
async function startApi() {
  const { origin, asked } = await startServer((response) =>
    response.end(response.req.method === 'GET' ? LIST : WHOLE),
  );
  return { origin, asked };
}

test('headers that were given come with the question for models and with the load', async () => {
  const { origin, asked } = await startApi();
  const settings = {
    header: ['Host: demo-llm.ml-prod.example.com', 'X-Team:blue: green ', 'User-Agent: mine'],
    headerEnv: ['api-key=MY_KEY'],
    apiKeyEnv: 'OTHER',
  };
  const env = { MY_KEY: ' k3y\n', OTHER: 's3cret\r\n' };
  expect(await useBoth(`${origin}/v1?api-version=7`, settings, env)).toMatchObject({
    outcome: 'success',
  });
  expect(asked.map(({ request }) => request.url)).toEqual([
    '/v1/models?api-version=7',
    '/v1/chat/completions?api-version=7',
  ]);
  for (const { request } of asked) {
    expect(request.headers).toMatchObject({
      ...{ host: 'demo-llm.ml-prod.example.com', 'x-team': 'blue: green', 'user-agent': 'mine' },
      ...{ 'api-key': 'k3y', authorization: 'Bearer s3cret' },
    });
  }
});

test.each<[Partial<AccessSettings>, NodeJS.ProcessEnv, RegExp]>([
  [{ header: ['s3cret'] }, {}, /^--header: expected 'Name: value'/],
  [{ header: [': s3cret'] }, {}, /^--header: expected 'Name: value'/],
  [{ header: ['a b: s3cret'] }, {}, /^--header: expected 'Name: value'/],
  [{ header: ['A: s3cret\nB: c'] }, {}, /value of a can't be sent in a header/],
  [{ header: ['A: s3cret€'] }, {}, /value of a can't be sent in a header/],
  [{ header: ['Content-Length: 5'] }, {}, /content-length can't be given: it is the length/],
  [{ header: ['Accept-Encoding: gzip'] }, {}, /accept-encoding can't be given: compressed/],
  [{ header: ['Host: a', 'host: s3cret'] }, {}, /host is given 2 times/],
  [{ headerEnv: ['s3cret'] }, {}, /^--header-env: expected 'name=VARIABLE'/],
  [{ headerEnv: ['api-key=sk-s3cret'] }, {}, /what was given is no variable's name$/],
  [{ headerEnv: ['api-key=NONE'] }, {}, /NONE is not set$/],
  [{ headerEnv: ['api-key=BLANK'] }, { BLANK: ' \n' }, /BLANK is empty$/],
  [{ apiKeyEnv: 'sk-s3cret' }, {}, /^--api-key-env: .* what was given is no variable's name$/],
  [{ apiKeyEnv: 'hf_s3cret' }, {}, /^--api-key-env: .* what was given is no variable's name$/],
  [{ apiKeyEnv: 'NONE' }, {}, /^--api-key-env: .*NONE is not set$/],
  [{ apiKeyEnv: 'BLANK' }, { BLANK: '\n' }, /^--api-key-env: .*BLANK is empty$/],
  [
    { apiKeyEnv: 'KEY' },
    { KEY: 's3cret\ns3cret' },
    /^--api-key-env or --header: the value of auth/,
  ],
  [{ apiKeyEnv: 'KEY' }, { KEY: 's3cret\u200b' }, /which holds one line of Latin-1 characters$/],
  [
    { apiKeyEnv: 'KEY', header: ['Authorization: Basic s3cret'] },
    { KEY: 's3cret' },
    /authorization is given 2 times; give it once$/,
  ],
])(
  'a header that can not be sent is refused, and its value not shown: %o',
  (settings, env, problem) => {
    const attempt = () => access(settings, env);
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(problem);
    expect(attempt).not.toThrow('s3cret');
  },
);

test.each<
  [string, Partial<ClientOptions>, Parameters<ReturnType<typeof clientOf>['send']>[1], object]
>([
  [
    'adds, replaces and takes away',
    { extraBody: { temperature: 0, ignore_eos: true, stream_options: null, max_tokens: null } },
    'Hi',
    { temperature: 0, ignore_eos: true, stream: true },
  ],
  [
    'another name for the limit takes its place',
    { extraBody: { max_completion_tokens: 9 } },
    'Hi',
    { max_completion_tokens: 9, stream: true, stream_options: { include_usage: true } },
  ],
  [
    'fields of a row win',
    { extraBody: { temperature: 0, top_k: 5 } },
    { text: 'Hi', fields: { temperature: 1, top_k: null, max_tokens: 3, tools: [{}] } },
    {
      ...{ temperature: 1, max_tokens: 3, tools: [{}] },
      ...{ stream: true, stream_options: { include_usage: true } },
    },
  ],
])('the body of a request: %s', async (_, options, prompt, body) => {
  const { origin, asked } = await startServer();
  await clientOf({ origin, ...PLAIN, ...options }).send({}, prompt);
  const messages = [{ role: 'user', content: 'Hi' }];
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ model: 'llama', messages, ...body });
});

/** An API behind TLS that keeps who asked. */
async function startSecureApi(options: ServerOptions) {
  const clients: string[] = [];
  const names: (string | boolean | undefined | null)[] = [];
  const server = createSecureServer(options, (request, response) => {
    const socket = request.socket as TLSSocket;
    clients.push(String(socket.getPeerCertificate().subject?.CN));
    names.push(socket.servername);
    response.end(request.method === 'GET' ? LIST : WHOLE);
  });
  const url = (await listen(server)).replace('http:', 'https:');
  onTestFinished(() => server.closeAllConnections());
  return { url, clients, names };
}

/** A certificate with its files. */
function certificate() {
  const folder = newFolder();
  const made = makeCertificate(folder);
  return { ...made, key: join(folder, 'key.pem') };
}

testWithCertificate('--ca-file is trusted, by the probe and by the load', async () => {
  const { file, tls } = certificate();
  const { url, clients } = await startSecureApi(tls);
  expect(await useBoth(url, { caFile: file })).toMatchObject({ outcome: 'success' });
  expect(clients).toHaveLength(2);
  await expect(useBoth(url, {})).rejects.toThrow('--ca-file');
  await expect(useBoth(url, { caFile: certificate().file })).rejects.toThrow('--ca-file');
});

testWithCertificate('--client-cert is shown to a server that asks for one', async () => {
  const { file, tls, key } = certificate();
  const options = { ...tls, ca: readFileSync(file), requestCert: true, rejectUnauthorized: true };
  const { url, clients } = await startSecureApi(options);
  const own = { caFile: file, clientCert: file, clientKey: key };
  expect(await useBoth(url, own)).toMatchObject({ outcome: 'success' });
  expect(clients).toEqual(['127.0.0.1', '127.0.0.1']);
  expect(await useBoth(url, { ...own, caFile: undefined, insecure: true })).toMatchObject({
    outcome: 'success',
  });
  await expect(useBoth(url, { caFile: file })).rejects.toThrow(
    /asks for a certificate, name its files with --client-cert/,
  );
});

testWithCertificate('the name of a Host header is the one that TLS asks for', async () => {
  const { tls } = certificate();
  const { url, names } = await startSecureApi(tls);
  const header = ['Host: demo.example.com'];
  expect(await useBoth(url, { insecure: true, header })).toMatchObject({ outcome: 'success' });
  const { url: proxy } = await startProxy();
  expect(await useBoth(url, { insecure: true, header, proxy })).toMatchObject({
    outcome: 'success',
  });
  expect(names).toEqual(Array(4).fill('demo.example.com'));
  for (const address of ['127.0.0.1:8000', '[::1]', '10.0.0.1']) {
    expect(access({ header: [`Host: ${address}`] }).tls).not.toHaveProperty('servername');
  }
});

testWithCertificate(
  'files of certificates that are missing or wrong are refused before anything is sent',
  () => {
    const { file, key } = certificate();
    const nonsense = join(newFolder(), 'nonsense.pem');
    writeFileSync(nonsense, 's3cret');
    const other = join(newFolder(), 'other.pem');
    copyFileSync(certificate().key, other);
    for (const [settings, problem] of [
      [{ clientCert: file }, '--client-cert: needs --client-key as well'],
      [{ clientKey: key }, '--client-key: needs --client-cert as well'],
      [{ caFile: '/nowhere' }, "--ca-file /nowhere: can't be read: ENOENT"],
      [{ caFile: '/dev/zero' }, "--ca-file /dev/zero: can't be read: it is no regular file"],
      [{ caFile: nonsense }, ': expected certificates as PEM, found none'],
      [{ clientCert: nonsense, clientKey: key }, '--client-cert and --client-key: expected'],
      [{ clientCert: file, clientKey: nonsense }, '--client-cert and --client-key: expected'],
      [{ clientCert: file, clientKey: other }, '--client-cert and --client-key: expected'],
    ] as const) {
      expect(() => access(settings)).toThrow(UsageError);
      expect(() => access(settings)).toThrow(problem);
      expect(() => access(settings)).not.toThrow('s3cret');
    }
  },
);

/** A proxy that forwards plain requests and tunnels others, as squid does. */
async function startProxy() {
  const seen: string[] = [];
  const keys: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    keys.push(request.headers['proxy-authorization']);
    const { 'proxy-authorization': _, ...headers } = request.headers;
    const onward = httpRequest(request.url ?? '', { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('connect', ({ url = '', headers }, socket) => {
    seen.push(`CONNECT ${url}`);
    keys.push(headers['proxy-authorization']);
    const [host = '', port] = url.split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    for (const each of [socket, onward]) each.on('error', () => each.destroy());
  });
  const url = await listen(server);
  onTestFinished(() => server.closeAllConnections());
  return { url, seen, keys };
}

test('--proxy takes plain requests by their whole address, with the name and password of its own', async () => {
  const { origin, asked } = await startApi();
  const { url, seen, keys } = await startProxy();
  const proxy = url.replace('//', '//me:p%40ss@');
  expect(await useBoth(`${origin}/v1`, { proxy })).toMatchObject({ outcome: 'success' });
  expect(seen).toEqual([`GET ${origin}/v1/models`, `POST ${origin}/v1/chat/completions`]);
  expect(new Set(keys)).toEqual(new Set([`Basic ${btoa('me:p@ss')}`]));
  for (const { request } of asked) {
    expect(request.headers).toMatchObject({ host: new URL(origin).host });
    expect(request.headers).not.toHaveProperty('proxy-authorization');
  }
});

testWithCertificate(
  '--proxy tunnels requests over TLS, and the certificate is the one of the target',
  async () => {
    const { file, tls } = certificate();
    const { url, clients } = await startSecureApi(tls);
    const proxy = await startProxy();
    expect(await useBoth(url, { proxy: proxy.url, caFile: file })).toMatchObject({
      outcome: 'success',
    });
    expect(clients).toHaveLength(2);
    const { host } = new URL(url);
    expect(proxy.seen).toEqual([`CONNECT ${host}`, `CONNECT ${host}`]);
    await expect(useBoth(url, { proxy: proxy.url })).rejects.toThrow('--ca-file');
  },
);

test('without --proxy none is used, whatever the environment says', async () => {
  const { origin } = await startApi();
  const { url, seen } = await startProxy();
  for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY']) process.env[name] = url;
  onTestFinished(() => {
    for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY']) delete process.env[name];
  });
  expect(await useBoth(origin, {})).toMatchObject({ outcome: 'success' });
  expect(seen).toEqual([]);
});

test('a proxy that is not there, or refuses, fails requests with a reason', async () => {
  const { origin } = await startApi();
  const { url } = await startServer((response) => response.writeHead(407).end()).then((each) => ({
    url: each.origin,
  }));
  await expect(useBoth(origin, { proxy: url })).rejects.toThrow('answered 407');
  await expect(useBoth(origin, { proxy: 'http://127.0.0.1:9' })).rejects.toThrow('ECONNREFUSED');
});
