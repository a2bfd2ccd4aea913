import { writeFileSync } from 'node:fs';
import type { Certificates } from './certificates';

/** The only context of a kubeconfig that is made here. */
export const OWN_CONTEXT = 'kvmini-test';

/**
 * Writes the kubeconfig of one user of the cluster, with paths of certificates.
 *
 * @param user the name of the user's certificate
 */
export function writeKubeconfig(
  file: string,
  certificates: Certificates,
  user: string,
  port: number,
): void {
  const named = { name: OWN_CONTEXT };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': OWN_CONTEXT,
    contexts: [{ ...named, context: { cluster: OWN_CONTEXT, user } }],
    clusters: [
      {
        ...named,
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'certificate-authority': certificates.path('ca.crt'),
        },
      },
    ],
    users: [
      {
        name: user,
        user: {
          'client-certificate': certificates.path(`${user}.crt`),
          'client-key': certificates.path(`${user}.key`),
        },
      },
    ],
  };
  writeFileSync(file, JSON.stringify(config, null, 2), { mode: 0o600 });
}
