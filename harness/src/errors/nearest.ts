import { closest, distance } from 'fastest-levenshtein';

/**
 * Names the known word that a misspelt one was meant to be.
 *
 * @returns ` (did you mean X?)`, or nothing where no known word is near
 */
export function didYouMean(word: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const nearest = closest(word, [...known]);
  const allowed = Math.max(2, Math.floor(nearest.length / 3));
  return distance(word, nearest) <= allowed ? ` (did you mean ${nearest}?)` : '';
}
