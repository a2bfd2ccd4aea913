import { nearest } from '../../../src/values/nearest';

/**
 * Names the known word that a misspelt one was meant to be.
 *
 * @returns ` (did you mean X?)`, or nothing where no known word is near
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const [meant] = nearest(word, known);
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}
