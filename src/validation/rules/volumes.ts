import { MOUNTS } from 'kvmini-contract/pod-layout';
import type { Volume, VolumeMount } from '../../values/generated/kvmini-values';
import type { LocatedIssue } from '../issues';
import { rule } from './rule';

const MOST_NAMES = 20;

const chartVolumes: readonly string[] = Object.keys(MOUNTS);
const chartMounts: readonly string[] = Object.values(MOUNTS);

/** `/profiles/custom/` and `/profiles//custom` are the same place as `/profiles/custom`. */
export function normalize(path: string): string {
  return path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
}

/** What a list says twice, or again after the chart: one issue for each such entry. */
export function repeated(
  list: string,
  field: string,
  entries: readonly string[],
  ofChart: readonly string[],
): LocatedIssue[] {
  const seen = new Map(ofChart.map((entry) => [entry, 'the chart itself']));
  return entries.flatMap((entry, index) => {
    const earlier = seen.get(entry);
    if (earlier === undefined) {
      seen.set(entry, `${list}[${index}]`);
      return [];
    }
    const message = `expected a ${field} of its own, found ${entry}, which is taken by ${earlier}`;
    return [{ code: 'duplicate', at: [list, index, field], message, received: entry }];
  });
}

/** Some names, and how many more there are. */
function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function withoutVolume(mounts: readonly VolumeMount[], volumes: readonly Volume[]): LocatedIssue[] {
  const names = new Set([...chartVolumes, ...volumes.map(({ name }) => name)]);
  const known = listed([...names]);
  return mounts.flatMap(({ name }, index) => {
    if (names.has(name)) return [];
    const message = `expected the name of a volume (${known}), found ${name}; add it to extraVolumes`;
    const at = ['extraVolumeMounts', index, 'name'];
    return [{ code: 'unknown-name', at, message, received: name }];
  });
}

/** A pod's volumes have one name each, its mounts one path each, and each mount has its volume. */
export const volumes = rule(
  ['extraVolumes', 'extraVolumeMounts'],
  ({ extraVolumes, extraVolumeMounts }) => [
    ...repeated(
      'extraVolumes',
      'name',
      extraVolumes.map(({ name }) => name),
      chartVolumes,
    ),
    ...withoutVolume(extraVolumeMounts, extraVolumes),
    ...repeated(
      'extraVolumeMounts',
      'mountPath',
      extraVolumeMounts.map(({ mountPath }) => normalize(mountPath)),
      chartMounts,
    ),
  ],
);
