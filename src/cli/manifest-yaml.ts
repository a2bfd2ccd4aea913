import type { Manifest } from '../resources/manifest';
import { toYaml } from './to-yaml';

/** A copy with the keys of every map in order, and without what is `undefined`. */
function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, inKeyOrder(member)]));
}

/** What every object begins with, as in the output of `cdk8s synth`. */
function document({ apiVersion, kind, metadata, ...rest }: Manifest): string {
  const others = inKeyOrder(rest) as object;
  return toYaml({ apiVersion, kind, metadata: inKeyOrder(metadata), ...others });
}

/** The objects as one stream of YAML documents, to the byte what `cdk8s synth` writes. */
export function manifestYaml(manifests: readonly Manifest[]): string {
  return manifests.map(document).join('---\n');
}
