import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors';
import { readTls, type TlsSettings } from '../../src/request/tls';
import { newFolder } from '../run/runs';
import { makeCertificate, testWithCertificate } from '../target/certificate';

const [AUTHORITY = ''] = tls.rootCertificates;

/** A file with that text, or of that size. */
function file(content: string | number): string {
  const path = join(newFolder(), 'file.pem');
  writeFileSync(path, typeof content === 'string' ? content : '');
  if (typeof content === 'number') truncateSync(path, content);
  return path;
}

function problem(settings: Partial<TlsSettings>): string {
  try {
    readTls({ insecure: false, ...settings });
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'none';
}

test('without files nothing but the check is decided', () => {
  expect(readTls({ insecure: false })).toEqual({ rejectUnauthorized: true });
  expect(readTls({ insecure: true })).toEqual({ rejectUnauthorized: false });
});

test('with an authority a context is made, whatever is checked', () => {
  const caFile = file(AUTHORITY);
  for (const insecure of [true, false]) {
    expect(readTls({ insecure, caFile })).toEqual({
      ...{ rejectUnauthorized: !insecure, secureContext: expect.any(Object) },
    });
  }
});

testWithCertificate(
  'a context trusts the file and all known authorities, and shows the certificate',
  () => {
    const folder = newFolder();
    const { file: cert } = makeCertificate(folder);
    const key = join(folder, 'key.pem');
    const shown = readTls({ insecure: false, clientCert: cert, clientKey: key });
    expect(Object.keys(shown)).toEqual(['rejectUnauthorized', 'secureContext']);
    expect(problem({ clientCert: key, clientKey: cert })).toMatch(
      /^--client-cert and --client-key: expected a certificate and its key without a passphrase, both as PEM; ERR_OSSL_[A-Z_]+$/,
    );
  },
);

test.each<[Partial<TlsSettings>, string]>([
  [{ clientCert: 'a' }, '--client-cert: needs --client-key as well'],
  [{ clientKey: 'a' }, '--client-key: needs --client-cert as well'],
  [
    { caFile: '/nowhere' },
    "--ca-file /nowhere: can't be read: ENOENT: no such file or directory, stat '/nowhere'",
  ],
  [
    { clientCert: '/dev/zero', clientKey: '/nowhere' },
    "--client-cert /dev/zero: can't be read: it is no regular file",
  ],
  [
    { clientCert: '/dev/null', clientKey: '/dev/zero' },
    "--client-cert /dev/null: can't be read: it is no regular file",
  ],
])('%j is refused: %s', (settings, message) => {
  expect(problem(settings)).toBe(message);
});

test('a key that is no file is named by its own flag', () => {
  expect(problem({ clientCert: file(AUTHORITY), clientKey: '/dev/zero' })).toBe(
    "--client-key /dev/zero: can't be read: it is no regular file",
  );
});

test('a file of 16 MiB is read, a larger one is not', () => {
  const [most, more] = [file(16 * 1024 * 1024), file(16 * 1024 * 1024 + 1)];
  expect(problem({ caFile: most })).toBe(
    `--ca-file ${most}: expected certificates as PEM, found none`,
  );
  expect(problem({ caFile: more })).toBe(
    `--ca-file ${more}: can't be read: it is larger than 16 MiB`,
  );
});
