import { distance } from 'fastest-levenshtein';

/** `storage_class`, `storage-class` and `StorageClass` are all meant as `storageClass`. */
const plain = (key: string) => key.replace(/[-_]/g, '').toLowerCase();

/** In so short a word, another letter makes another word: `in` is not `un`, and `get` not `set`; one left out may be a slip. */
const SHORT = 3;

/** How far a misspelt key may be from the one that was meant. */
function isNear(misspelt: string, known: string): boolean {
  const longest = Math.max(misspelt.length, known.length);
  if (longest <= SHORT && (longest < SHORT || misspelt.length === known.length)) return false;
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
  const begun = known.filter((key) => word.length > 1 && plain(key).startsWith(word));
  const near = known.filter((key) => isNear(word, plain(key)) || isSwapped(word, plain(key)));
  const far = (key: string) => distance(word, plain(key));
  const [first] = near.sort((a, b) => far(a) - far(b));
  if (begun.length === 1 && !(first !== undefined && far(first) === 1)) return begun;
  return first === undefined ? [] : [first];
}

/** Whether a key is surely a known one misspelt: other case or dashes, or one letter wrong. */
export function isMisspelt(key: string, known: readonly string[]): boolean {
  if (known.includes(key)) return false;
  const word = plain(key);
  return known.some((name) => distance(word, plain(name)) <= 1 || isSwapped(word, plain(name)));
}

/**
 * Names the known word that a misspelt one was meant to be, to be put behind it.
 *
 * @returns ` (did you mean X?)`, or nothing where no known word is near
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const [meant] = nearest(word, known);
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}
