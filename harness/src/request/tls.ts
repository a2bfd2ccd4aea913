import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { UsageError } from '../errors';

/** All known authorities together have a quarter of a MiB. */
const MOST_BYTES = 16 * 2 ** 20;

/** Whom connections to the target trust, and as whom they come. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly secureContext?: SecureContext;
  /** The name to ask for and to find in the certificate, where it is not that of the address. */
  readonly servername?: string;
}

/** The settings of certificates. */
export interface TlsSettings {
  readonly insecure: boolean;
  readonly caFile?: string | undefined;
  readonly clientCert?: string | undefined;
  readonly clientKey?: string | undefined;
}

/**
 * Reads the files of certificates.
 *
 * The context is made once: made for each connection, it would read all known authorities each time.
 *
 * @throws UsageError where a file can't be read or used, or where one of certificate and key is missing
 */
export function readTls({ insecure, caFile, clientCert, clientKey }: TlsSettings): TlsOptions {
  const rejectUnauthorized = !insecure;
  if ((clientCert === undefined) !== (clientKey === undefined)) {
    const [given, missing] = clientKey === undefined ? ['cert', 'key'] : ['key', 'cert'];
    throw new UsageError(`--client-${given}: needs --client-${missing} as well`);
  }
  if (caFile === undefined && clientCert === undefined) return { rejectUnauthorized };
  const ca = caFile === undefined ? undefined : [...rootCertificates, readAuthority(caFile)];
  const cert = clientCert && readPem('--client-cert', clientCert);
  const key = clientKey && readPem('--client-key', clientKey);
  try {
    return {
      rejectUnauthorized,
      secureContext: createSecureContext({
        ...(ca && { ca }),
        ...(cert && key && { cert, key }),
      }),
    };
  } catch (error) {
    throw new UsageError(
      `--client-cert and --client-key: expected a certificate and its key without a passphrase, both as PEM; ${(error as NodeJS.ErrnoException).code ?? 'they are not'}`,
    );
  }
}

function readAuthority(path: string): string {
  const pem = readPem('--ca-file', path);
  try {
    new X509Certificate(pem);
    return pem;
  } catch {
    throw new UsageError(`--ca-file ${path}: expected certificates as PEM, found none`);
  }
}

function readPem(flag: string, path: string): string {
  try {
    const found = statSync(path);
    if (!found.isFile()) throw new Error('it is no regular file');
    if (found.size > MOST_BYTES) throw new Error('it is larger than 16 MiB');
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${flag} ${path}: can't be read: ${(error as Error).message}`);
  }
}
