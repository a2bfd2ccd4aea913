import { copyFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Cluster } from '../../src/target/kubernetes';
import { newFolder } from '../run/runs';
import { makeCertificate } from './certificate';

/** The token of the cluster's service account. */
export const TOKEN = 'a-token';

/**
 * A Kubernetes API on 127.0.0.1 with a certificate of its own.
 *
 * @param answer status and body for a path; asked only with the right token
 */
export async function startCluster(
  answer: (path: string) => readonly [status: number, body: unknown],
): Promise<Cluster> {
  const serviceAccount = newFolder();
  const { file, tls } = makeCertificate(serviceAccount);
  copyFileSync(file, join(serviceAccount, 'ca.crt'));
  writeFileSync(join(serviceAccount, 'token'), `${TOKEN}\n`);
  const server = createServer(tls, (request, response) => {
    const allowed = request.headers.authorization === `Bearer ${TOKEN}`;
    const [status, body] = allowed ? answer(request.url ?? '') : [401, {}];
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, serviceAccount };
}
