/** Load over TLS, with a certificate that no known authority vouches for. */
import { type AddressInfo, connect } from 'node:net';
import { createServer } from 'node:tls';
import { expect, onTestFinished } from 'vitest';
import { newFolder, readRun, startMock } from '../run/runs';
import { makeCertificate, testWithCertificate } from '../target/certificate';
import { shortRun } from './patched';
import { onlyRun, run } from './program';

/** A mock server behind TLS, and the file of its certificate. */
async function startTlsMock() {
  const mock = await startMock();
  const { file, tls } = makeCertificate(newFolder());
  const server = createServer(tls, (socket) => {
    const inner = connect(Number(new URL(mock.url).port), '127.0.0.1');
    socket.pipe(inner).pipe(socket);
    for (const each of [socket, inner]) each.on('error', () => each.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { mock: mock.server, certificate: file, url: `https://127.0.0.1:${port}` };
}

testWithCertificate.each(['NODE_EXTRA_CA_CERTS', '--insecure'])(
  '%s: sends all of its load over TLS',
  async (how) => {
    const { mock, certificate, url } = await startTlsMock();
    const out = newFolder();
    const [flags, env] = how.startsWith('--') ? [[how], {}] : [[], { [how]: certificate }];
    const { code, stderr } = await run([...shortRun(url, out), ...flags], env);
    const { rows, results } = readRun(onlyRun(out) ?? '');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array(6).fill('success'));
    expect(results.counts).toMatchObject({ successes: 5, errors: 0 });
    expect(mock.truth.take()).toHaveLength(6);
  },
);

testWithCertificate(
  'without either, a run says at once what to do, and sends nothing',
  async () => {
    const { mock, url } = await startTlsMock();
    const { code, stderr } = await run([...shortRun(url, newFolder()), '--retries', '3']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/DEPTH_ZERO_SELF_SIGNED_CERT.*--ca-file.*--insecure/);
    expect(stderr).not.toContain('next try');
    expect(mock.truth.take()).toEqual([]);
  },
);
