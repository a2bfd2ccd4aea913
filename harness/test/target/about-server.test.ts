import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { PLAIN_ACCESS } from '../../src/request/access';
import { aboutServer } from '../../src/target/about-server';
import { listen } from '../request/served';

type Answers = Readonly<Record<string, readonly [status: number, body: string]>>;

async function about(answers: Answers, basePath = '/v1', search = '') {
  const server = createServer(({ url = '' }, response) => {
    const [status, body] = answers[url] ?? [404, '{"version":"none","data":[]}'];
    response.writeHead(status).end(body);
  });
  const target = { basePath, search, model: 'm', asked: '', from: '', server: null, notes: [] };
  return aboutServer({ origin: await listen(server), ...target }, PLAIN_ACCESS);
}

const VERSION = [200, '{"version":"0.11.0"}'] as const;
const MODELS = [
  200,
  '{"data":[7,{"id":"other","max_model_len":1},{"id":"m","max_model_len":4096}]}',
] as const;

test.each<[string, string, Answers]>([
  ['/v1', '', { '/version': VERSION, '/v1/models': MODELS }],
  ['/openai/v1', '', { '/version': VERSION, '/openai/v1/models': MODELS }],
  ['/a/v1', '?k=1', { '/a/version?k=1': VERSION, '/a/v1/models?k=1': MODELS }],
  ['', '', { '/version': VERSION, '/models': MODELS }],
])('below %j the version is beside the API', async (basePath, search, answers) => {
  expect(await about(answers, basePath, search)).toEqual({
    ...{ version: '0.11.0', maxModelLen: 4_096 },
  });
});

test.each<[string, readonly [number, string], readonly [number, string]]>([
  ['none of the two', [404, '{"version":"1"}'], [404, MODELS[1]]],
  ['errors in JSON', [500, '{"version":"1"}'], [401, MODELS[1]]],
  ['other JSON', [200, '{"version":1}'], [200, '{"data":[{"id":"m","max_model_len":-1}]}']],
  ['no list', [200, '[]'], [200, '{"data":{}}']],
  ['pages', [200, '<html>'], [200, '<html>']],
])('of %s nothing is known', async (_, version, models) => {
  expect(await about({ '/version': version, '/v1/models': models })).toEqual({
    ...{ version: null, maxModelLen: null },
  });
});

test.each([0, -1, 1.5, '4096', null])('a longest length of %j is unknown', async (length) => {
  const models = JSON.stringify({ data: [{ id: 'm', max_model_len: length }] });
  const { maxModelLen } = await about({ '/v1/models': [200, models] });
  expect(maxModelLen).toBeNull();
});

test('a version is made fit for a terminal, and cut', async () => {
  const version = JSON.stringify({ version: `\u001b[2J${'x'.repeat(200)}` });
  const found = await about({ '/version': [200, version] });
  expect(found.version).toBe(`\\u001b[2J${'x'.repeat(96)}…`);
});
