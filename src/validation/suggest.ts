import { nearest } from 'kvmini-contract/nearest';
import type { Path } from '../values/path';
import { settings } from '../values/settings';
import { knownKeys, kubernetesTypeAt } from '../values/type-at';
import { misplaced } from './misplaced';

/** More paths than these are no help. */
const MOST = 3;

/** A word that is there in other letters is meant before one in a wrong place, and this before one that is near. */
function inKubernetes(parent: Path, key: string, near: readonly Path[]): readonly Path[] {
  const isSame = near.some((path) => String(path.at(-1)).toLowerCase() === key.toLowerCase());
  const elsewhere = isSame ? [] : misplaced(parent, key);
  return elsewhere.length > 0 ? elsewhere.slice(0, MOST) : near;
}

/** Keys at the top that say more than what is asked for: `extraEnv` for `env`, `commonLabels` for `labels`. */
function longer(parent: Path, key: string): readonly Path[] {
  if (parent.length > 0 || key.length < 3) return [];
  const end = `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
  return knownKeys([])
    .filter((known) => known.endsWith(end))
    .map((known) => [known]);
}

/**
 * The paths that an unknown key may be meant for: a sibling's name misspelt, or the same name elsewhere
 * (`storageClass` at the top is `persistence.storageClass`).
 */
export function suggest(parent: Path, key: string): readonly Path[] {
  const here = nearest(key, knownKeys(parent)).map((name) => [...parent, name]);
  // What goes to Kubernetes has no use for a key of the chart.
  if (kubernetesTypeAt(parent) !== undefined) return inKubernetes(parent, key, here);
  const said = longer(parent, key);
  if (said.length > 0) return said;
  if (here.length > 0) return here;
  const paths = [...settings()].map(({ path }) => path);
  const lastKeys = new Set(paths.map((path) => path.at(-1) ?? ''));
  const [elsewhere] = nearest(key, [...lastKeys]);
  return nearInMeaning(
    parent,
    paths.filter((path) => path.at(-1) === elsewhere),
  );
}

/** Of many places with a key such as `enabled`, those whose path names the section that was meant; else none. */
function nearInMeaning(parent: Path, paths: readonly Path[]): readonly Path[] {
  const section = parent.at(-1);
  const related = paths.filter(
    (path) => section !== undefined && path.slice(0, -1).includes(section),
  );
  if (related.length > 0) return related.slice(0, MOST);
  return paths.length > MOST ? [] : paths;
}
