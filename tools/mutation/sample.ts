import fc from 'fast-check';

/** Picks some of many, each with the same chance; the same seed picks the same. */
export function sampleOf<T>(all: readonly T[], size: number, seed: number): readonly T[] {
  const length = Math.min(size, all.length);
  const picks = fc.shuffledSubarray([...all], { minLength: length, maxLength: length });
  return fc.sample(picks, { seed, numRuns: 1 })[0] ?? [];
}
