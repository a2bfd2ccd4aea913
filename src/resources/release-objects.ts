import type { Release } from '../release/release';
import { ValuesError, type ValuesIssue } from '../validation/values-error';
import { manifests } from '.';
import { extraObjects } from './extra-objects';
import { describeObject, identity } from './identity';
import type { Manifest } from './manifest';

/** Some of the user's objects are called as others of the same release. */
function repeated(chart: readonly Manifest[], extra: readonly Manifest[]): ValuesIssue[] {
  if (extra.length === 0) return [];
  const seen = new Map(chart.map((manifest) => [identity(manifest), 'the chart itself']));
  return extra.flatMap((manifest, index) => {
    const path = `extraObjects[${index}]`;
    const earlier = seen.get(identity(manifest));
    seen.set(identity(manifest), earlier ?? path);
    if (earlier === undefined) return [];
    const message = `${describeObject(manifest)} is made by ${earlier} already; give it another name or namespace`;
    return [{ code: 'duplicate', path: `${path}.metadata.name`, message }];
  });
}

/** The objects of a release. */
export interface ReleaseObjects {
  /** The chart's own by what they are for, in Helm's install order; `undefined` where values switch one off. */
  readonly own: ReturnType<typeof manifests>;
  /** The user's. */
  readonly extra: readonly Manifest[];
  /** All that there are. */
  readonly all: readonly Manifest[];
}

/**
 * All objects of a release.
 *
 * @throws {@link ValuesError} where one of the user's is called as another
 */
export function releaseObjects(release: Release): ReleaseObjects {
  const own = manifests(release);
  const extra = extraObjects(release);
  const chart = Object.values(own).filter((manifest) => manifest !== undefined);
  const issues = repeated(chart, extra);
  if (issues.length > 0) throw new ValuesError(`kvmini "${release.name}"`, issues);
  return { own, extra, all: [...chart, ...extra] };
}
