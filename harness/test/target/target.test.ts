import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { PLAIN_ACCESS } from '../../src/request/access';
import { findAddress } from '../../src/target/discover';
import { inCluster } from '../../src/target/kubernetes';
import { type ProbeOptions, waitForTarget } from '../../src/target/probe';
import { testWithCertificate } from './certificate';
import { startCluster, TOKEN } from './cluster';

const wanted = { namespace: 'ml-prod', service: 'demo-llm' };
const path = '/apis/serving.kserve.io/v1beta1/namespaces/ml-prod/inferenceservices/demo-llm';
const named = 'http://demo-llm.ml-prod.svc.cluster.local/';

const ask = async (status: object) => {
  const cluster = await startCluster((asked) => (asked === path ? [200, { status }] : [404, {}]));
  const { url, from } = await findAddress(wanted, cluster);
  return [url.href, from];
};

testWithCertificate('the InferenceService tells where it is: address first, then url', async () => {
  const url = 'http://demo.example';
  const address = { url: 'http://inside.svc.cluster.local/v1/models/demo:predict' };
  expect(await ask({ url, address })).toEqual([
    'http://inside.svc.cluster.local/',
    'InferenceService status.address.url',
  ]);
  expect(await ask({ url })).toEqual(['http://demo.example/', 'InferenceService status.url']);
});

testWithCertificate(
  'without an answer of the Kubernetes API, the service name, with the reason',
  async () => {
    expect(await ask({})).toEqual([named, expect.stringContaining('reports no address yet')]);
    const missing = await startCluster(() => [404, {}]);
    const refused = await findAddress(wanted, { ...missing, serviceAccount: '/nowhere' });
    expect([refused.url.href, refused.from]).toEqual([named, expect.stringContaining('ENOENT')]);
    expect((await findAddress(wanted, missing)).from).toContain('answered 404');
    expect((await findAddress(wanted, undefined)).from).toContain('not in a cluster');
  },
);

test('--url beats everything; a name and password and nonsense in it are refused', async () => {
  expect((await findAddress({ ...wanted, url: 'http://x:1/y' }, undefined)).from).toBe('--url');
  for (const url of ['http://me:secret@x', 'http://me:secret@x:99999', 'ftp://x', 'x']) {
    const error = await findAddress({ url }, undefined).catch((thrown: Error) => thrown.message);
    expect(error).toMatch(/^--url: expected/);
    expect(error).not.toContain('secret');
  }
  await expect(findAddress({ service: 'x' }, undefined)).rejects.toThrow('--namespace');
});

test('a pod knows its cluster by the environment', () => {
  expect(inCluster({})).toBeUndefined();
  const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' };
  expect(inCluster(env)?.url).toBe('https://[fd00::1]:6443');
});

/** A server with an answer for each path; what it was asked with is kept. */
async function serve(answers: Record<string, readonly [number, unknown]>) {
  const keys: (string | undefined)[] = [];
  const paths: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers.authorization);
    paths.push(request.url);
    const [status, body] = answers[request.url ?? ''] ?? [404, {}];
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    keys,
    paths,
  };
}

const models = (...ids: string[]) => [200, { data: ids.map((id) => ({ id })) }] as const;

const probe = (url: URL, changes: Partial<ProbeOptions> = {}) =>
  waitForTarget(
    { url, from: 'a test' },
    {
      ...{ model: undefined, access: PLAIN_ACCESS, retries: 0 },
      ...{ signal: new AbortController().signal, waiting: () => {}, ...changes },
    },
  );

test('finds the path and the first model, also where KServe puts them', async () => {
  const plain = await serve({ '/v1/models': models('a', 'b') });
  expect(await probe(plain.url)).toMatchObject({ basePath: '/v1', model: 'a' });
  const kserve = await serve({ '/openai/v1/models': models('c') });
  expect(await probe(kserve.url)).toMatchObject({ basePath: '/openai/v1', model: 'c' });
  const prefixed = await serve({ '/llm/v1/models': models('d') });
  for (const path of ['/llm', '/llm/', '/llm/v1']) {
    const found = await probe(new URL(path, prefixed.url));
    expect(found).toMatchObject({ basePath: '/llm/v1', model: 'd' });
  }
});

test('takes the model that was named, and says which there are where it is not listed', async () => {
  const { url } = await serve({ '/v1/models': models('llama', 'qwen') });
  expect(await probe(url, { model: 'qwen' })).toMatchObject({ model: 'qwen' });
  expect(await probe(url, { model: 'qwem' })).toMatchObject({
    ...{ model: 'qwem', basePath: '/v1' },
    notes: [
      `${url.origin}/v1/models does not list qwem (did you mean qwen?); it lists llama, qwen`,
    ],
  });
  const gateway = await serve({});
  expect(await probe(gateway.url, { model: 'x' })).toMatchObject({ basePath: '/v1', model: 'x' });
});

test('sends the key, and says what to do where it is refused', async () => {
  const { url, keys } = await serve({ '/v1/models': [401, {}] });
  const access = { ...PLAIN_ACCESS, headers: { authorization: 'Bearer k' } };
  await expect(probe(url, { access, retries: 5 })).rejects.toThrow(
    /\/v1\/models answered 401: the key that was sent was refused; .*--api-key-env/,
  );
  expect(new Set(keys)).toEqual(new Set(['Bearer k']));
});

test('tries again while the server starts, as often as it may', async () => {
  for (const answer of [[503, {}], models(), [200, 'page']] as const) {
    const { url, paths } = await serve({ '/v1/models': answer });
    await expect(probe(url, { retries: 1 })).rejects.toThrow(/asked 2 times/);
    expect(paths.filter((path) => path === '/v1/models')).toHaveLength(2);
  }
});

testWithCertificate('takes a certificate that nobody vouches for only where told to', async () => {
  const { url } = await startCluster((path) => (path === '/v1/models' ? models('a') : [404, {}]));
  const ask = (insecure: boolean) =>
    probe(new URL(url), {
      access: {
        headers: { authorization: `Bearer ${TOKEN}` },
        tls: { rejectUnauthorized: !insecure },
      },
    });
  await expect(ask(false)).rejects.toThrow(/SELF_SIGNED|self-signed/);
  expect(await ask(true)).toMatchObject({ model: 'a' });
});
