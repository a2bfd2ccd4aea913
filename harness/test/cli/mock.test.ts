import { expect, test } from 'vitest';
import { run, start, until } from './program';

/** Starts a mock server, and waits for its address. */
async function startMock(...flags: string[]) {
  const { child, ended } = start(['mock', '--port', '0', ...flags]);
  let shown = '';
  child.stdout?.on('data', (data) => {
    shown += data;
  });
  await until(() => shown.includes('http://'));
  return { child, ended, url: shown.trim().split(' ').at(-1) ?? '' };
}

test('the mock server says where it is, and ends when told', async () => {
  const { child, ended, url } = await startMock('--fault', 'http_429');
  expect((await fetch(`${url}/v1/models`)).status).toBe(200);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  const wrong = await run(['mock', '--fault', 'http_492=0.5']);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('http_429') });
});

test('the mock server listens where --host says, and else on 127.0.0.1 alone', async () => {
  const [all, own] = await Promise.all([startMock('--host', '0.0.0.0'), startMock()]);
  expect([all.url, own.url].map((url) => new URL(url).hostname)).toEqual(['0.0.0.0', '127.0.0.1']);
  const another = (url: string) => fetch(`http://127.0.0.2:${new URL(url).port}/v1/models`);
  expect((await another(all.url)).status).toBe(200);
  await expect(another(own.url)).rejects.toThrow('fetch failed');
  for (const { child } of [all, own]) child.kill('SIGTERM');
  expect([(await all.ended).code, (await own.ended).code]).toEqual([0, 0]);
});

test.each([
  ['localhost', 2, '--host: expected an IP address of this machine'],
  ['0.0.0', 2, 'found "0.0.0"'],
  ['', 2, 'found ""'],
  ['192.0.2.1', 1, 'this machine has no such address; name one of its own with --host'],
])('--host %j of the mock server is refused', async (host, code, message) => {
  const refused = await run(['mock', '--host', host, '--port', '0']);
  expect(refused).toMatchObject({ code, stderr: expect.stringContaining(message) });
});

test('the mock server plays several replicas of a version', async () => {
  const flags = ['--replicas', '2', '--server-version', '0.33.1', '--metrics', 'vllm-0.8'];
  const { child, ended, url } = await startMock(...flags);
  const { hostname, port } = new URL(url);
  expect(hostname).toBe('127.0.0.3');
  const get = async (host: string, path: string) =>
    (await fetch(`http://${host}:${port}${path}`)).text();
  expect(await get('127.0.0.1', '/version')).toBe('{"version":"0.33.1"}');
  expect(await get('127.0.0.2', '/metrics')).toContain('vllm:gpu_cache_usage_perc{');
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  const wrong = await run(['mock', '--metrics', 'vllm-0.7', '--port', '0']);
  expect(wrong).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      'expected vllm, vllm-0.8, kserve, none, found "vllm-0.7" (did you mean vllm-0.8?)',
    ),
  });
});
