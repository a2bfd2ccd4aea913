import type { Release } from '../release/release';
import { type Metadata, metadata } from './manifest';
import { nameOutside } from './object-names';

/**
 * What a Role and its binding are called.
 *
 * @param namespace another one than the release's
 */
export function roleMetadata(release: Release, namespace?: string): Metadata {
  if (namespace === undefined) return metadata(release, release.fullname);
  return metadata(release, nameOutside(release), { namespace });
}
