import { randomLcg } from 'd3-random';

/**
 * Random numbers from 0 on and below 1, the same for the same seed.
 *
 * d3's generator begins with nearly the same number for nearby seeds, such as 1 and 2: so a seed is mixed first.
 */
export function seededRandom(seed: number): () => number {
  return randomLcg(mixed(seed));
}

/**
 * A number of 32 bits, any bit of which depends on all of the seed's.
 *
 * @see https://github.com/aappleby/smhasher/wiki/MurmurHash3 where it is `fmix32`
 */
function mixed(seed: number): number {
  let hash = seed;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
