import { MOUNTS } from 'kvmini-contract/pod-layout';
import type { Values } from '../../helm/json';
import type { Path } from '../../values/path';
import type { LocatedWarning } from '../warnings';
import { type Finding, fieldsOf, itemsOf, textOf, textsOf, wrong } from './finding';
import { byChart, repeated } from './repeated';
import { warningRule } from './rule';

const MOST_NAMES = 20;

const chartVolumes: readonly string[] = Object.keys(MOUNTS);
const chartMounts: readonly string[] = Object.values(MOUNTS);

const ACCOUNT = MOUNTS['service-account'];

/**
 * What the chart's volumes show as links. For a mount in one of them, the kubelet makes a folder of that name first
 * (`MakeNestedMountpoints`), and then no link (`AtomicWriter`): what the link shows is gone.
 */
const LINKS: readonly string[] = [
  ...['profiles', 'config.yaml', 'bench.sh', 'kubeconfig'].map(
    (name) => `${MOUNTS.config}/${name}`,
  ),
  ...['token', 'ca.crt', 'namespace', 'kubeconfig'].map((name) => `${ACCOUNT}/${name}`),
];

/** `/profiles/custom/`, `/profiles//custom` and `profiles/custom`, which is below the root, are one place. */
export function normalize(path: string): string {
  return `/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
}

/** Some names, and how many more there are. */
function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** The items of a list that name, in a field of theirs, none of some names. */
function* unknownNames(
  list: unknown,
  at: Path,
  field: readonly string[],
  names: readonly string[],
  message: (name: string) => string,
): Generator<Finding> {
  const known = new Set(names);
  for (const [index, item] of itemsOf(list).entries()) {
    const name = textOf(field.reduce((value, key) => fieldsOf(value)[key], item));
    if (name === '' || known.has(name)) continue;
    const here = [...at, index, ...field];
    yield { code: 'unknown-name', at: here, message: message(name), received: name };
  }
}

/** Mounts that would hide what the pod needs. */
function* overLinks(mounts: unknown, at: Path): Generator<Finding> {
  for (const [index, mount] of itemsOf(mounts).entries()) {
    const path = textOf(fieldsOf(mount).mountPath);
    const link = LINKS.find((one) => `${normalize(path)}/`.startsWith(`${one}/`));
    if (link === undefined) continue;
    const expected = `a path outside ${link}, which it would hide, such as /profiles/custom for a profile`;
    yield wrong('conflict', [...at, index, 'mountPath'], expected, path);
  }
}

const volumeNames = (volumes: unknown) => textsOf(volumes, 'name');

/** A pod's volumes have one name each. */
export const volumes = (value: unknown, at: Path): Iterable<Finding> =>
  repeated(value, at, 'name', byChart(chartVolumes));

/** Each of some mounts has its volume. */
export function known(value: unknown, at: Path, all: Values): Iterable<Finding> {
  const names = [...new Set([...chartVolumes, ...volumeNames(all.extraVolumes)])];
  const among = listed(names);
  return unknownNames(
    value,
    at,
    ['name'],
    names,
    (name) => `expected the name of a volume (${among}), found ${name}; add it to extraVolumes`,
  );
}

/** A volume is an emptyDir where it says of nothing else. */
const isEmptyDir = (volume: unknown) =>
  Object.keys(fieldsOf(volume)).every((key) => key === 'name' || key === 'emptyDir');

function emptyDirs({ extraVolumes, persistence }: Values): readonly string[] {
  const ofChart = fieldsOf(persistence).enabled === false ? ['tmp', 'data'] : ['tmp'];
  return [...ofChart, ...volumeNames(itemsOf(extraVolumes).filter(isEmptyDir))];
}

const FILE = ['valueFrom', 'fileKeyRef', 'volumeName'];

/** `validateFileKeyRefVolumes`: variables are read of files in an emptyDir. */
export function fileKeys(env: unknown, at: Path, all: Values): Iterable<Finding> {
  const names = emptyDirs(all);
  const among = listed(names);
  return unknownNames(
    env,
    at,
    FILE,
    names,
    (name) => `expected the name of an emptyDir volume (${among}), found ${name}`,
  );
}

const isClaim = (volume: unknown) =>
  ['persistentVolumeClaim', 'ephemeral'].some((source) => fieldsOf(volume)[source] !== undefined);

/** `isMatchedDevice`: what a container opens as a device is a claim. */
export function blocks(devices: unknown, at: Path, all: Values): Iterable<Finding> {
  const ofChart = fieldsOf(all.persistence).enabled === false ? [] : ['data'];
  const names = [...ofChart, ...volumeNames(itemsOf(all.extraVolumes).filter(isClaim))];
  const among = names.length > 0 ? ` (${listed(names)})` : '; add it to extraVolumes';
  return unknownNames(
    devices,
    at,
    ['name'],
    names,
    (name) => `expected the name of a volume that is a claim${among}, found ${name}`,
  );
}

/** The mounts of the container have one path each, and each has its volume. */
export function* mounts(value: unknown, at: Path, all: Values): Generator<Finding> {
  yield* known(value, at, all);
  yield* overLinks(value, at);
  yield* repeated(value, at, 'mountPath', byChart(chartMounts), normalize);
}

/** Kubernetes documents that a path has no ":", and looks for none; runtimes read it as the end of the path. */
export const mountPaths = warningRule(['extraVolumeMounts'], ({ extraVolumeMounts }) =>
  extraVolumeMounts.flatMap(({ mountPath }, index): LocatedWarning[] => {
    if (!mountPath.includes(':')) return [];
    const message = 'a ":" in the path of a mount is no path to every container runtime';
    return [{ code: 'may-fail', at: ['extraVolumeMounts', index, 'mountPath'], message }];
  }),
);
