/** Lists of models as servers of other kinds answer them, and answers that have no end. */
import { createServer, type RequestListener } from 'node:http';
import { createServer as createRawServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PLAIN_ACCESS } from '../../src/request/access';
import { ANSWER_WITHIN_MS } from '../../src/target/answer';
import { type ProbeOptions, waitForTarget } from '../../src/target/probe';
import { recordedTarget } from '../../src/target/target';
import { listen } from '../request/served';

/** A server with an answer for each path; 404 for others. */
async function serve(answers: Record<string, readonly [status: number, body: string]>) {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const [status, body] = answers[url] ?? [404, '{"detail":"Not Found"}'];
    response.writeHead(status).end(body);
  });
  return { origin: await listen(server), asked };
}

const probe = (address: string, changes: Partial<ProbeOptions> = {}) =>
  waitForTarget(
    { url: new URL(address), from: 'a test' },
    {
      ...{ model: undefined, access: PLAIN_ACCESS, retries: 0, waiting: () => {} },
      ...{ signal: new AbortController().signal, ...changes },
    },
  );

const listOf = (ids: readonly string[]) =>
  [200, JSON.stringify({ data: ids.map((id) => ({ id })) })] as const;
const list = (...ids: string[]) => listOf(ids);
const KSERVE = [200, '{"models":["mine"]}'] as const;

test.each<[string, Record<string, readonly [number, string]>, string | undefined, notes: number]>([
  ['has its list', { '/openai/v1/models': list('mine') }, undefined, 0],
  ['has its list, with a name', { '/openai/v1/models': list('mine') }, 'mine', 0],
  ['has none: the name is from its own protocol', {}, undefined, 1],
  ['has none, with a name', {}, 'mine', 1],
])('the Hugging Face server of KServe is found, where it %s', async (_, more, model, notes) => {
  const { origin } = await serve({ '/v1/models': KSERVE, ...more });
  const found = await probe(origin, { model });
  expect(found).toMatchObject({ basePath: '/openai/v1', model: 'mine' });
  expect(found.notes).toHaveLength(notes);
});

test('a path that fails hides no list under another one', async () => {
  const { origin } = await serve({ '/v1/models': [502, ''], '/openai/v1/models': list('mine') });
  for (const model of [undefined, 'mine']) {
    expect(await probe(origin, { model })).toMatchObject({ basePath: '/openai/v1', model: 'mine' });
  }
  expect(await probe(origin, { model: 'other' })).toMatchObject({ basePath: '/openai/v1' });
  const ill = await serve({ '/v1/models': [502, ''] });
  await expect(probe(ill.origin, { model: 'mine' })).rejects.toThrow('/v1/models answered 502');
});

test("KServe's own path, given as the whole base, is told for what it is", async () => {
  const { origin } = await serve({ '/v1/models': KSERVE });
  for (const model of [undefined, 'mine']) {
    await expect(probe(`${origin}/v1`, { model })).rejects.toThrow(
      "/v1/models is KServe's own list of models; its OpenAI API is under /openai/v1: leave the path out of the address",
    );
  }
});

test.each<[status: number, body: string, said: string]>([
  [400, '{"error":{"message":"no\\u001b[31m list"}}', 'answered 400: no\\u001b[31m list'],
  [403, '{"error":"Forbidden"}', 'answered 403: Forbidden'],
  [404, '{}', 'answered 404'],
  [405, '', 'answered 405'],
  [429, '{"message":"slow down"}', 'answered 429: slow down'],
  [501, '{}', 'answered 501'],
  [200, '<html>', 'is no list of models'],
  [200, '[]', 'is no list of models'],
  [200, 'null', 'is no list of models'],
  [204, '', 'is no list of models'],
  [302, '', 'answered 302'],
])('whoever names the model needs no list: %i %s is a note', async (status, body, said) => {
  const { origin } = await serve({ '/v1/models': [status, body] });
  const found = await probe(origin, { model: 'mine' });
  expect(found).toMatchObject({ basePath: '/v1', model: 'mine' });
  expect(found.notes).toEqual([`${origin}/v1/models ${said}; the model is taken as named: mine`]);
});

test('a list without the name is a note, and one under another path that has it is taken', async () => {
  const { origin, asked } = await serve({
    '/v1/models': list('other'),
    '/openai/v1/models': list('more', 'mine'),
  });
  expect(await probe(origin, { model: 'mine' })).toMatchObject({
    basePath: '/openai/v1',
    notes: [],
  });
  expect(asked).toEqual(['/v1/models', '/openai/v1/models']);
  const found = await probe(origin, { model: 'nine' });
  expect(found).toMatchObject({ basePath: '/v1', model: 'nine' });
  expect(found.notes[0]).toMatch(/does not list nine.*it lists other$/);
});

test('a name of 1,024 characters is a model, and a longer one is none', async () => {
  const longest = 'x'.repeat(1_024);
  const { origin } = await serve({ '/v1/models': list(`${longest}x`, '', longest) });
  expect(await probe(origin)).toMatchObject({ model: longest });
});

test('what the server calls itself is known, whichever path says it', async () => {
  const server = createServer(({ url = '' }, response) => {
    if (url === '/v1/models') response.setHeader('server', 'uvicorn').writeHead(404).end();
    else response.end(list('mine')[1]);
  });
  const found = await probe(await listen(server));
  expect(found).toMatchObject({ basePath: '/openai/v1', server: 'uvicorn' });
});

test.each<[string, string, base: string, search: string]>([
  ['a version of its own', '/v3', '/v3', ''],
  ['a path and a version', '/api/v3/', '/api/v3', ''],
  ["KServe's path", '/openai/v1', '/openai/v1', ''],
  ['a path without one', '/gateway', '/gateway', ''],
  ['a query', '/v1?api-version=2024-10-21', '/v1', '?api-version=2024-10-21'],
  ['the whole address of chats', '/a/b/chat/completions', '/a/b', ''],
  ['the whole address, with a query', '/v1/chat/completions/?x=1', '/v1', '?x=1'],
  ['the whole address of completions', '/v1/completions', '/v1', ''],
  ['the address of the list', '/v1/models', '/v1', ''],
])('an address with %s works as it is given', async (_, given, basePath, search) => {
  const { origin } = await serve({ [`${basePath}/models${search}`]: list('mine') });
  const found = await probe(`${origin}${given}`);
  expect(found).toMatchObject({ origin, basePath, search, model: 'mine', notes: [] });
});

test('a key that is refused is told apart from one that is missing, also by a proxy of the API', async () => {
  const { origin } = await serve({ '/v1/models': [401, '{"error":"Unauthorized"}'] });
  const access = (name: string) => ({ ...PLAIN_ACCESS, headers: { [name]: 'wr0ng' } });
  for (const name of ['authorization', 'api-key', 'x-auth']) {
    const error = await probe(origin, { access: access(name) }).catch((thrown: Error) => thrown);
    expect(String(error)).toMatch(/answered 401: Unauthorized: the key that was sent was refused/);
    expect(String(error)).not.toContain('wr0ng');
  }
  for (const headers of [{}, { host: 'demo.example.com' }]) {
    await expect(probe(origin, { access: { ...PLAIN_ACCESS, headers } })).rejects.toThrow(
      'name the environment variable that holds the API key with --api-key-env',
    );
  }
  await expect(probe(origin, { model: 'mine' })).rejects.toThrow('--api-key-env');
});

/** A fake clock for the limit on a whole answer, where sockets are real. */
function hurried() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

const endless: Record<string, RequestListener> = {
  'a body without end': (_, response) => {
    const more = () => {
      while (response.write(Buffer.alloc(65_536, 'x')));
      response.once('drain', more);
    };
    more();
  },
};

test.each(Object.entries(endless))('%s: the list is given up at 4 MiB', async (_, answer) => {
  let sent = 0;
  const server = createServer((request, response) => {
    answer(request, response);
    response.once('close', () => {
      sent = response.socket?.bytesWritten ?? sent;
    });
  });
  const origin = await listen(server);
  const problem = 'the answer is longer than 4 MiB';
  await expect(probe(origin)).rejects.toThrow(problem);
  const found = await probe(origin, { model: 'mine' });
  expect(found.notes[0]).toContain(problem);
  expect(sent).toBeLessThan(64 * 2 ** 20);
});

const DRIPPING: Record<string, string> = {
  'a body': 'HTTP/1.1 200 OK\r\n\r\n{"data":[',
  'its headers': 'HTTP/1.1 200 OK\r\n',
  nothing: '',
};

test.each(Object.entries(DRIPPING))(
  'a server that drips %s is given up when the time for all of it is over',
  async (what, begin) => {
    const server = createRawServer((socket) => {
      socket.on('error', () => {});
      socket.write(begin);
      const drip = setInterval(
        () => socket.write(what === 'its headers' ? 'x-a: 1\r\n' : what === 'a body' ? ' ' : ''),
        5,
      );
      socket.once('close', () => clearInterval(drip));
    });
    const origin = await listen(server);
    const connected = new Promise((resolve) => server.once('connection', resolve));
    hurried();
    const found = probe(origin, { model: 'mine' });
    await connected;
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN_MS);
    expect((await found).notes[0]).toContain('the answer was not whole within 10 s');
  },
);

test('what a server calls itself and its models are fit for run.json and its readers', async () => {
  const server = createServer((_, response) => {
    response
      .setHeader('server', `evil\u009b2J${'x'.repeat(5_000)}`)
      .end('{"data":[{"id":"a\\u001b[2J"}]}');
  });
  const origin = await listen(server);
  const { model, server: name, ...others } = await probe(origin);
  expect(model).toBe('a\u001b[2J');
  const recorded = recordedTarget({ model, server: name, ...others }, 'chat');
  expect(recorded.model).toBe('a\\u001b[2J');
  expect(recorded.server).toMatch(/^evilÂ?\\u009b2Jx+…$/);
  expect(recorded.server?.length).toBeLessThan(210);
});

test('ids of a hostile list are escaped, cut and counted; one that no request could carry is none', async () => {
  const hostile = 'evil\u001b[2J\nkvmini: all is well\u202e';
  const { origin } = await serve({
    '/v1/models': list(hostile, 'x'.repeat(5_000), 'y'.repeat(900)),
  });
  const { notes } = await probe(origin, { model: 'mine' });
  expect(notes[0]).toContain('it lists evil\\u001b[2J\\u000akvmini: all is well\\u202e, yyy');
  expect(notes[0]).not.toContain('xxx');
  const many = await serve({
    '/v1/models': listOf(Array.from({ length: 200_000 }, (_, i) => `${i}`)),
  });
  const told = (await probe(many.origin, { model: 'mine' })).notes[0] ?? '';
  expect(told).toMatch(/it lists 0, 1, .* 19 and 199980 more$/);
  const long = await serve({ '/v1/models': list('x'.repeat(1_025)) });
  await expect(probe(long.origin)).rejects.toThrow('lists no model yet');
});
