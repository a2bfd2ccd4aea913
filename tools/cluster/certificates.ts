import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names by which the API server is reached, from outside and inside the cluster. */
const SERVER_NAMES = [
  'IP:127.0.0.1',
  'IP:10.96.0.1',
  'DNS:localhost',
  ...['', '.default', '.default.svc', '.default.svc.cluster.local'].map(
    (end) => `DNS:kubernetes${end}`,
  ),
];

const DAYS = '30';

/** Makes the keys and certificates of a cluster, as `NAME.key` and `NAME.crt`, in a folder. */
export class Certificates {
  readonly #folder: string;

  /** @param address a further one by which the API server is reached */
  constructor(folder: string, address?: string) {
    const names = [...SERVER_NAMES, ...(address === undefined ? [] : [`IP:${address}`])];
    this.#folder = folder;
    this.#authority('ca');
    this.#authority('front-proxy-ca');
    this.#signed(
      'apiserver',
      '/CN=kube-apiserver',
      `extendedKeyUsage=serverAuth\nsubjectAltName=${names.join(',')}`,
    );
    this.client('front-proxy-client', '/CN=front-proxy-client', 'front-proxy-ca');
    this.#key('sa');
    this.#openssl('ec', '-in', this.path('sa.key'), '-pubout', '-out', this.path('sa.pub'));
  }

  /** The path of a file. */
  path(file: string): string {
    return join(this.#folder, file);
  }

  /**
   * Makes a client's certificate.
   *
   * @param subject who it is: `CN` is the user, `O` the group
   */
  client(name: string, subject: string, authority = 'ca'): void {
    this.#signed(name, subject, 'extendedKeyUsage=clientAuth', authority);
  }

  #authority(name: string): void {
    this.#key(name);
    const key = ['-key', this.path(`${name}.key`), '-out', this.path(`${name}.crt`)];
    this.#openssl('req', '-x509', '-new', '-subj', `/CN=${name}`, '-days', DAYS, ...key);
  }

  #signed(name: string, subject: string, extensions: string, authority = 'ca'): void {
    this.#key(name);
    writeFileSync(this.path(`${name}.ext`), `keyUsage=digitalSignature\n${extensions}\n`);
    const request = ['-key', this.path(`${name}.key`), '-out', this.path(`${name}.csr`)];
    this.#openssl('req', '-new', '-subj', subject, ...request);
    const by = ['-CA', this.path(`${authority}.crt`), '-CAkey', this.path(`${authority}.key`)];
    const files = ['-in', this.path(`${name}.csr`), '-out', this.path(`${name}.crt`)];
    const extension = ['-extfile', this.path(`${name}.ext`), '-CAcreateserial', '-days', DAYS];
    this.#openssl('x509', '-req', ...files, ...by, ...extension);
  }

  #key(name: string): void {
    this.#openssl(
      'ecparam',
      '-name',
      'prime256v1',
      '-genkey',
      '-noout',
      '-out',
      this.path(`${name}.key`),
    );
  }

  #openssl(...args: string[]): void {
    execFileSync('openssl', args, { stdio: 'pipe' });
  }
}
