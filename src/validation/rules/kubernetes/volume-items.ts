import type { Path } from '../../../values/path';
import {
  type Check,
  each,
  type Fields,
  fieldsOf,
  inside,
  itemsOf,
  needed,
  textOf,
  wrong,
} from '../finding';
import { fieldInFile, resourceReference } from './downward';
import { labelSelector } from './selectors';
import { fileInside, fileMode, isDnsSubdomain } from './texts';

/** `validateKeyToPath` of Kubernetes' core validation. */
const keyToPath: Check = function* (value, at) {
  const item = fieldsOf(value);
  yield* needed(item, at, 'key', 'path');
  yield* inside(item, at, 'path', fileInside);
  yield* inside(item, at, 'mode', fileMode);
};

/** The name of an object; another one names none. */
export const objectName: Check = function* (value, at) {
  if (typeof value !== 'string' || value === '' || isDnsSubdomain(value)) return;
  yield wrong('wrong-format', at, 'the name of an object', value);
};

/** A ConfigMap's or Secret's keys as files; `name` is the field that says which. */
export function keysAsFiles(name: string): Check {
  return function* (value, at) {
    const source = fieldsOf(value);
    yield* needed(source, at, name);
    // The pod would wait for an object that can't be there, but for one that need not be.
    if (source.optional !== true) yield* inside(source, at, name, objectName);
    yield* inside(source, at, 'defaultMode', fileMode);
    yield* each(source.items, [...at, 'items'], keyToPath);
  };
}

/** `validateDownwardAPIVolumeFile`; that it is of one kind is the type's business. */
const downwardFile: Check = function* (value, at) {
  const file = fieldsOf(value);
  yield* needed(file, at, 'path');
  yield* inside(file, at, 'path', fileInside);
  yield* inside(file, at, 'fieldRef', fieldInFile);
  yield* inside(file, at, 'resourceFieldRef', resourceReference(true));
  yield* inside(file, at, 'mode', fileMode);
};

export const downwardAPI: Check = function* (value, at) {
  const source = fieldsOf(value);
  yield* inside(source, at, 'defaultMode', fileMode);
  yield* each(source.items, [...at, 'items'], downwardFile);
};

const LONGEST = 2 ** 32;

const serviceAccountToken: Check = function* (value, at) {
  const token = fieldsOf(value);
  yield* needed(token, at, 'path');
  yield* inside(token, at, 'path', fileInside);
  const seconds = token.expirationSeconds;
  if (typeof seconds === 'number' && (seconds < 600 || seconds > LONGEST)) {
    const expected = `from 600 to ${LONGEST} seconds`;
    yield wrong('out-of-range', [...at, 'expirationSeconds'], expected, seconds);
  }
};

const LONGEST_BUNDLE = 253;

/** `ValidateClusterTrustBundleName`: what follows the signer is a DNS name, of which the type knows the form alone. */
const bundleName: Check = function* (value, at) {
  const own = textOf(value).replace(/^.*:/, '');
  if (own.length <= LONGEST_BUNDLE) return;
  const expected = `at most ${LONGEST_BUNDLE} characters after the signer's`;
  yield wrong('wrong-format', at, expected, value);
};

/** A bundle by its name, or those of a signer. */
const clusterTrustBundle: Check = function* (value, at) {
  const bundle = fieldsOf(value);
  yield* needed(bundle, at, 'path');
  yield* inside(bundle, at, 'path', fileInside);
  yield* inside(bundle, at, 'name', bundleName);
  yield* inside(bundle, at, 'labelSelector', labelSelector);
  const { name, signerName } = bundle;
  if (name !== undefined && signerName !== undefined) {
    yield wrong('conflict', [...at, 'signerName'], 'none, since there is a name', signerName);
  } else if (name === undefined && signerName === undefined) {
    yield wrong('missing', [...at, 'name'], 'a name, or a signerName', undefined);
  } else yield* needed(bundle, at, name === undefined ? 'signerName' : 'name');
};

const KEY_TYPES = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const DAY = 24 * 60 * 60;
const CERTIFICATE_PATHS = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];

const podCertificate: Check = function* (value, at) {
  const certificate = fieldsOf(value);
  yield* needed(certificate, at, 'signerName');
  const { keyType, maxExpirationSeconds: most } = certificate;
  if (!KEY_TYPES.includes(textOf(keyType))) {
    yield wrong('not-allowed', [...at, 'keyType'], `one of ${KEY_TYPES.join(', ')}`, keyType);
  }
  const longest = textOf(certificate.signerName).startsWith('kubernetes.io/') ? DAY : 91 * DAY;
  if (typeof most === 'number' && (most < 3600 || most > longest)) {
    const expected = `from 3600 to ${longest} seconds`;
    yield wrong('out-of-range', [...at, 'maxExpirationSeconds'], expected, most);
  }
  for (const name of CERTIFICATE_PATHS) yield* inside(certificate, at, name, fileInside);
  if (CERTIFICATE_PATHS.every((name) => textOf(certificate[name]) === '')) {
    yield wrong('missing', at, `one of ${CERTIFICATE_PATHS.join(', ')}`, value);
  }
};

const SOURCES: Readonly<Record<string, Check>> = {
  secret: keysAsFiles('name'),
  configMap: keysAsFiles('name'),
  downwardAPI,
  serviceAccountToken,
  clusterTrustBundle,
  podCertificate,
};

/** The files that a source of a projected volume makes, with the place of each path. */
function* files(source: Fields, at: Path): Generator<readonly [path: string, at: Path]> {
  for (const [kind, value] of Object.entries(source)) {
    const fields = fieldsOf(value);
    const items = itemsOf(fields.items).map(
      (item, index) => [fieldsOf(item).path, [...at, kind, 'items', index, 'path']] as const,
    );
    // The API server compares no path of a token with the others.
    const own = kind === 'clusterTrustBundle' ? ['path'] : CERTIFICATE_PATHS;
    const paths = own.map((name) => [fields[name], [...at, kind, name]] as const);
    for (const [path, here] of [...items, ...paths]) {
      if (textOf(path) !== '') yield [textOf(path), here];
    }
  }
}

/** `validateProjectionSources`: each of its own kind, and no two files of one path. */
export const projected: Check = function* (value, at) {
  const volume = fieldsOf(value);
  yield* inside(volume, at, 'defaultMode', fileMode);
  const taken = new Set<string>();
  for (const [index, item] of itemsOf(volume.sources).entries()) {
    const source = fieldsOf(item);
    const here = [...at, 'sources', index];
    for (const [kind, check] of Object.entries(SOURCES)) yield* inside(source, here, kind, check);
    for (const [path, place] of files(source, here)) {
      if (taken.has(path)) yield wrong('duplicate', place, 'a path that no other file has', path);
      taken.add(path);
    }
  }
};
