import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { RunError } from '../../src/errors';
import { PLAIN_ACCESS } from '../../src/request/access';
import { type ProbeOptions, waitForTarget } from '../../src/target/probe';

vi.mock('node:timers/promises', { spy: true });

/** The pauses that were slept, where none of them takes any time. */
function withoutPauses() {
  vi.mocked(sleep).mockReset();
  vi.mocked(sleep).mockResolvedValue(undefined);
  return () => vi.mocked(sleep).mock.calls.map(([pause]) => pause);
}

async function serve(answer: RequestListener): Promise<URL> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const unavailable = () => serve((_, response) => response.writeHead(503).end());

const probe = (url: URL, changes: Partial<ProbeOptions> = {}) =>
  waitForTarget(
    { url, from: 'a test' },
    {
      ...{ model: undefined, access: PLAIN_ACCESS, retries: 0 },
      ...{ signal: new AbortController().signal, waiting: () => {}, ...changes },
    },
  );

test('pauses twice as long each time, from half a second to half a minute, and tells so before', async () => {
  const slept = withoutPauses();
  const url = await unavailable();
  const told: [string, number, before: number][] = [];
  const waiting: ProbeOptions['waiting'] = (problem, pause) =>
    told.push([problem, pause, slept().length]);
  await expect(probe(url, { retries: 8, waiting })).rejects.toThrow(RunError);
  const pauses = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
  expect(slept()).toEqual(pauses);
  const problem = `${url.origin}/v1/models answered 503`;
  expect(told).toEqual(pauses.map((pause, i) => [problem, pause, i]));
});

test.each([
  [0, 'asked once:', []],
  [1, 'asked 2 times:', [500]],
  [2, 'asked 3 times:', [500, 1_000]],
])('%i retries: %s no pause after the last', async (retries, times, pauses) => {
  const slept = withoutPauses();
  let asked = 0;
  const url = await serve((request, response) => {
    if (request.url === '/v1/models') asked++;
    response.writeHead(503).end();
  });
  const problem = `${url.origin} (from a test) did not answer as an OpenAI-compatible server, ${times} ${url.origin}/v1/models answered 503`;
  await expect(probe(url, { retries })).rejects.toThrow(problem);
  expect([asked, slept()]).toEqual([retries + 1, pauses]);
});

test('starts with the first answer, and pauses no more', async () => {
  const slept = withoutPauses();
  let asked = 0;
  const url = await serve((_, response) => {
    if (++asked < 3) response.socket?.destroy();
    else response.setHeader('server', 'uvicorn').end('{"data":[{"id":"m"}]}');
  });
  const found = {
    ...{ origin: url.origin, basePath: '/v1', search: '', model: 'm', notes: [] },
    ...{ asked: url.href, from: 'a test' },
  };
  expect(await probe(url, { retries: 9 })).toEqual({ ...found, server: 'uvicorn' });
  expect(slept()).toEqual([500, 1_000]);
});

test('a pause is broken off where the run is', async () => {
  vi.mocked(sleep).mockReset();
  const abort = new AbortController();
  const url = await unavailable();
  const waiting = () => setImmediate(() => abort.abort(new Error('interrupted')));
  await expect(probe(url, { retries: 9, signal: abort.signal, waiting })).rejects.toThrow(
    'aborted',
  );
  expect(vi.mocked(sleep).mock.calls).toEqual([[500, undefined, { signal: abort.signal }]]);
});

const page = (status: number, body: string) =>
  serve((request, response) => {
    const asked = request.url?.startsWith('/v1/');
    response.writeHead(asked ? status : 404).end(asked ? body : '{}');
  });

const LIST = '{"data":[{"id":"m"}]}';

test.each<[number, string, string]>([
  [200, '<html>', 'is no list of models'],
  [200, '{"data":"m"}', 'is no list of models'],
  [200, '{"data":[]}', 'lists no model yet'],
  [404, LIST, 'answered 404; where a server has no list of models, name the model with --model'],
  [400, LIST, 'answered 400'],
  [500, LIST, 'answered 500'],
  [503, LIST, 'answered 503'],
])('an answer %i with %s is asked for again: %s', async (status, body, problem) => {
  const slept = withoutPauses();
  const url = await page(status, body);
  await expect(probe(url, { retries: 1 })).rejects.toThrow(`${url.origin}/v1/models ${problem}`);
  expect(slept()).toEqual([500]);
});

test.each([401, 403])('a key that is refused with %i is not tried again', async (status) => {
  const slept = withoutPauses();
  const url = await page(status, LIST);
  await expect(probe(url, { retries: 3 })).rejects.toThrow(
    `${url.origin}/v1/models answered ${status}: name the environment variable`,
  );
  expect(slept()).toEqual([]);
});

test.each<[number, string, string | undefined]>([
  [404, LIST, '/v1'],
  [401, LIST, undefined],
  [500, LIST, undefined],
  [200, '{"data":[]}', '/v1'],
])('a model that is named, where the list is %i %s: path %s', async (status, body, basePath) => {
  withoutPauses();
  const found = probe(await page(status, body), { model: 'mine' });
  if (basePath === undefined) await expect(found).rejects.toThrow(RunError);
  else expect(await found).toMatchObject({ basePath, model: 'mine', server: null });
});
