import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '../../../harness/src/target/kubernetes';
import { kubectlPrints } from '../cluster';

/** What a pod has: the address of the API, its certificate, its namespace, and a token of its account. */
export async function asAccount(namespace: string, account = 'kvmini-harness'): Promise<Cluster> {
  const config = JSON.parse(
    await kubectlPrints(['config', 'view', '--minify', '--raw', '--flatten', '-o', 'json']),
  );
  const { server, 'certificate-authority-data': ca } = config.clusters[0].cluster;
  const serviceAccount = mkdtempSync(join(tmpdir(), 'kvmini-account-'));
  const token = await kubectlPrints(['create', 'token', '-n', namespace, account]);
  writeFileSync(join(serviceAccount, 'token'), token);
  writeFileSync(join(serviceAccount, 'ca.crt'), Buffer.from(ca, 'base64'));
  writeFileSync(join(serviceAccount, 'namespace'), namespace);
  return { url: server, serviceAccount };
}
