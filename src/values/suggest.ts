import { distance } from 'fastest-levenshtein';
import { knownKeys } from './known-keys';
import type { Path } from './path';
import { settings } from './settings';

/** `storage_class`, `storage-class` and `StorageClass` are all meant as `storageClass`. */
const plain = (key: string) => key.replace(/[-_]/g, '').toLowerCase();

/** How far a misspelt key may be from the one that was meant. */
function isNear(misspelt: string, known: string): boolean {
  const longest = Math.max(misspelt.length, known.length);
  return distance(misspelt, known) <= Math.max(1, Math.floor(longest / 4));
}

/** Two letters that changed places count as one mistake, which plain edit distance takes for two. */
function isSwapped(misspelt: string, known: string): boolean {
  const sorted = (word: string) => [...word].sort().join('');
  return distance(misspelt, known) <= 2 && sorted(misspelt) === sorted(known);
}

/** The known keys that a misspelt one may be meant for: the same but for case, else the nearest. */
export function nearest(misspelt: string, known: readonly string[]): readonly string[] {
  const word = plain(misspelt);
  const same = known.filter((key) => plain(key) === word);
  if (same.length > 0) return same;
  const near = known.filter((key) => isNear(word, plain(key)) || isSwapped(word, plain(key)));
  return near.sort((a, b) => distance(word, plain(a)) - distance(word, plain(b))).slice(0, 1);
}

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
