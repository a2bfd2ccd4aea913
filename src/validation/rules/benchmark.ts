import { BUILT_IN_PROFILES } from 'kvmini-contract/built-in-profiles';
import { MOUNTS, WRITABLE_MOUNTS } from 'kvmini-contract/pod-layout';
import type { Profile } from 'kvmini-contract/profile';
import { profileProblems } from 'kvmini-contract/profile-rules';
import { isMap } from '../../helm/json';
import type { KvminiValues } from '../../values/generated/kvmini-values';
import { mismatch, unknownWord } from '../issues';
import { describe } from '../received';
import { rule } from './rule';
import { normalize } from './volumes';

/** The default profile is one that the pod has. */
export const defaultProfile = rule(
  ['benchmark.defaultProfile', 'benchmark.profiles'],
  ({ benchmark }) => {
    const known = Object.keys({ ...BUILT_IN_PROFILES, ...benchmark.profiles });
    const at = ['benchmark', 'defaultProfile'];
    return known.includes(benchmark.defaultProfile)
      ? []
      : [unknownWord(at, 'a profile', benchmark.defaultProfile, known)];
  },
);

/** The fields of a profile agree with each other, as the pod would ask for it. */
export const profileContents = rule(['benchmark.profiles'], ({ benchmark }) =>
  Object.entries(benchmark.profiles).flatMap(([name, profile]) =>
    profileProblems(profile as Profile).map(({ at, expected }) => {
      const path = ['benchmark', 'profiles', name, ...at];
      const found = at.reduce<unknown>(
        (map, key) => (map as Record<string, unknown>)[key],
        profile,
      );
      return mismatch('conflict', path, expected, describe(found, path));
    }),
  ),
);

type Mounts = KvminiValues['extraVolumeMounts'];
type Volumes = KvminiValues['extraVolumes'];

/** Volumes that Kubernetes fills and always mounts read-only. */
const READ_ONLY_SOURCES = ['configMap', 'secret', 'downwardAPI', 'projected', 'image'];

/** Whether a volume is mounted read-only whatever the mount says: a claim or a share may ask for it, too. */
function isReadOnly(volume: Volumes[number]): boolean {
  return Object.entries(volume).some(
    ([source, settings]) =>
      isMap(settings) && (READ_ONLY_SOURCES.includes(source) || settings.readOnly === true),
  );
}

/** Every mount with whether it can be written to. */
function mounts(extraMounts: Mounts, volumes: Volumes): Map<string, boolean> {
  const found = new Map(
    Object.values(MOUNTS).map((path) => [path as string, WRITABLE_MOUNTS.includes(path)]),
  );
  // Of two volumes with one name, which another rule refuses, the first one counts.
  const byName = new Map(volumes.toReversed().map((volume) => [volume.name, volume]));
  for (const { name, mountPath, readOnly } of extraMounts) {
    const volume = byName.get(name);
    const canWrite = volume === undefined || !isReadOnly(volume);
    const ofChart = Object.entries(MOUNTS).find(([volumeName]) => volumeName === name);
    const writable = ofChart ? WRITABLE_MOUNTS.includes(ofChart[1]) : canWrite;
    found.set(normalize(mountPath), writable && readOnly !== true);
  }
  return found;
}

/** The innermost mount that a path lies in. */
function mountOf(path: string, paths: Iterable<string>): string | undefined {
  return [...paths]
    .filter((mount) => path === mount || path.startsWith(mount === '/' ? mount : `${mount}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** Results can be written where they are to go. */
export const outputDir = rule(
  ['benchmark.outputDir', 'securityContext', 'extraVolumes', 'extraVolumeMounts'],
  ({ benchmark, securityContext, extraVolumes, extraVolumeMounts }) => {
    const at = ['benchmark', 'outputDir'];
    const found = describe(benchmark.outputDir, at);
    const path = normalize(benchmark.outputDir);
    if (path.split('/').some((part) => part === '..' || part === '.')) {
      return [mismatch('wrong-format', at, 'a path without "." and ".."', found)];
    }
    const writable = mounts(extraVolumeMounts, extraVolumes);
    const mount = mountOf(path, writable.keys());
    const ok =
      mount === undefined ? securityContext.readOnlyRootFilesystem !== true : writable.get(mount);
    if (ok) return [];
    const places = [...writable].filter(([, canWrite]) => canWrite).map(([place]) => place);
    const expected = `a path below a writable mount (${places.join(', ')})`;
    return [mismatch('conflict', at, expected, found)];
  },
);
