import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors';
import { expectedHosts } from '../../src/serve/hosts';
import { bare, get, madePath, startHttp } from './in-process';

const OWN = { service: 'bench-kvmini', namespace: 'ml' };

test.each([
  ...['127.0.0.1', '127.0.0.1:8080', '10.1.2.3:80', '[::1]', '[fd00::1]:8080', 'localhost'],
  ...['localhost:8080', 'LOCALHOST', 'localhost.', 'bench-kvmini', 'bench-kvmini:8080'],
  ...['bench-kvmini.ml', 'bench-kvmini.ml.svc', 'bench-kvmini.ml.svc.cluster.local:8080'],
  ...['Bench-Kvmini.ML.svc', 'kvmini.example.com', 'KVMINI.example.com:443', 'a.b.example.org'],
])('%s is expected', (host) => {
  const hosts = expectedHosts(OWN, ['kvmini.example.com', '*.Example.org']);
  expect(hosts(host)).toBe(true);
});

test.each([
  ...['evil.example', 'localhost.evil.example', 'bench-kvmini.other', 'bench-kvmini.ml.evil.com'],
  ...['bench-kvmini.ml.svc.evil.com', 'xlocalhost', '127.0.0.1.evil.com', '1.2.3.4.5', ''],
  ...['localhost@evil.example', 'localhost:80:80', '[localhost', '[evil.example]', 'example.org'],
  ...['evilexample.org', 'example.com', 'x.kvmini.example.com', 'localhost/', '127.1.evil'],
])('%s is not', (host) => {
  const hosts = expectedHosts(OWN, ['kvmini.example.com', '*.Example.org']);
  expect(hosts(host)).toBe(false);
});

test('outside of a pod there is no Service, and who names no host speaks HTTP/1.0', () => {
  const hosts = expectedHosts(undefined, []);
  expect([hosts('bench-kvmini'), hosts('undefined'), hosts(undefined)]).toEqual([
    ...[false, false, true],
  ]);
});

test('what is no name is refused, all at once', () => {
  const wrong = ['a b', 'http://x', 'x:80', 'good.example.com', '*', 'a*.b'];
  expect(() => expectedHosts(undefined, wrong)).toThrow(UsageError);
  expect(() => expectedHosts(undefined, wrong)).toThrow(
    '--allowed-hosts: expected names such as kvmini.example.com or *.example.com, without port, found "a b", "http://x", "x:80", "*", "a*.b"',
  );
});

const statusOf = async (port: number, path: string, host: string) => {
  const client = await bare(port);
  client.socket.write(get(path, host, 'Connection: close\r\n'));
  await client.ended;
  return [Number(/^HTTP\/1.1 (\d+)/.exec(client.heard())?.[1]), client.heard()] as const;
};

test('pages and files of another host are refused; probes and metrics answer to all', async () => {
  const { port } = await startHttp();
  const told: Record<string, number[]> = {};
  const paths = ['/', madePath('run.json'), '/nothing', '/healthz', '/readyz', '/metrics'];
  for (const path of paths) {
    const hosts = ['bench.ml.svc:80', 'evil.example'];
    told[path] = await Promise.all(
      hosts.map(async (host) => (await statusOf(port, path, host))[0]),
    );
  }
  expect(told).toEqual({
    ...{ '/': [200, 421], [madePath('run.json')]: [200, 421], '/nothing': [404, 421] },
    ...{ '/healthz': [200, 200], '/readyz': [200, 200], '/metrics': [200, 200] },
  });
  const [, text] = await statusOf(port, '/', 'evil.example\u009b');
  expect(text).toContain('allow it with --allowed-hosts, KVMINI_ALLOWED_HOSTS or the chart');
  expect(text).not.toContain('\u009b');
});

test.each(['evil.example', 'localhost'])(
  'a request with two hosts, the second %s, is none',
  async (second) => {
    const { port } = await startHttp();
    const asked = await Promise.all(
      ['/', '/metrics'].map((path) => statusOf(port, path, `localhost\r\nHost: ${second}`)),
    );
    expect(asked.map(([status]) => status)).toEqual([400, 400]);
  },
);

test('a page frames nothing, sends nothing and runs nothing; a file of a run is of no origin', async () => {
  const { url } = await startHttp();
  const policyOf = async (path: string) =>
    (await fetch(url + path)).headers.get('content-security-policy')?.split('; ').sort();
  const nothing = [
    ...["base-uri 'none'", "default-src 'none'", "form-action 'none'", "frame-ancestors 'none'"],
    "style-src 'unsafe-inline'",
  ];
  expect(await policyOf('/')).toEqual(nothing);
  expect(await policyOf('/nothing')).toEqual(nothing);
  for (const file of ['run.json', 'results.json', 'requests.jsonl']) {
    expect(await policyOf(madePath(file))).toEqual([...nothing, 'img-src data:', 'sandbox'].sort());
  }
});
