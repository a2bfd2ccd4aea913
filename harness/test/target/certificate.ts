import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testWith } from '../support/needs';

/** A test that makes certificates. */
export const testWithCertificate = testWith('openssl', 'openssl');

/** A certificate for 127.0.0.1 that vouches for itself. */
export interface Certificate {
  /** Its file. */
  readonly file: string;
  /** The same as Node takes it. */
  readonly tls: { readonly key: Buffer; readonly cert: Buffer };
}

/** Makes a certificate in a folder. */
export function makeCertificate(folder: string): Certificate {
  const [key, file] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
      .concat(['-keyout', key, '-out', file, '-days', '2', '-subj', '/CN=127.0.0.1'])
      .concat(['-addext', 'subjectAltName=IP:127.0.0.1']),
    { stdio: 'ignore' },
  );
  return { file, tls: { key: readFileSync(key), cert: readFileSync(file) } };
}
