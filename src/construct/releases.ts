import type { IConstruct } from 'constructs';
import type { Release } from '../release/release';

const releases = new WeakMap<object, Release>();

/** Remembers the release that a harness was made of, for what is made beside it. */
export function rememberRelease(harness: IConstruct, release: Release): void {
  releases.set(harness, release);
}

/** The release that a harness was made of; `undefined` of what is none. */
export const releaseOf = (harness: object): Release | undefined => releases.get(harness);
