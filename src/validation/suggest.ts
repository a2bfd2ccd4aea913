import { nearest } from 'kvmini-contract/nearest';
import type { Path } from '../values/path';
import { settings } from '../values/settings';
import { knownKeys } from '../values/type-at';

/**
 * The paths that an unknown key may be meant for: a sibling's name misspelt, or the same name elsewhere
 * (`storageClass` at the top is `persistence.storageClass`).
 */
export function suggest(parent: Path, key: string): readonly Path[] {
  const here = nearest(key, knownKeys(parent));
  if (here.length > 0) return here.map((name) => [...parent, name]);
  const paths = [...settings()].map(({ path }) => path);
  const lastKeys = new Set(paths.map((path) => path.at(-1) ?? ''));
  const [elsewhere] = nearest(key, [...lastKeys]);
  return paths.filter((path) => path.at(-1) === elsewhere);
}
