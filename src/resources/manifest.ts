import type { Release } from '../release/release';

/** A Kubernetes object as plain JSON. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

/** The metadata that the chart writes. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const CLUSTER_SCOPED: readonly string[] = ['Namespace', 'ClusterRole', 'ClusterRoleBinding'];

/** Whether an object belongs to no namespace. */
export function isClusterScoped({ kind }: Pick<Manifest, 'kind'>): boolean {
  return CLUSTER_SCOPED.includes(kind);
}

type Annotations = Readonly<Record<string, string>>;

/** Metadata of an object that belongs to no namespace. */
export function clusterMetadata(release: Release, name: string): Metadata {
  return { name, labels: release.labels };
}

/** Metadata of an object in the release's namespace, or in another. */
export function metadata(
  release: Release,
  name: string,
  more: { annotations?: Annotations; labels?: Annotations; namespace?: string } = {},
): Metadata {
  const hasAnnotations = Object.keys(more.annotations ?? {}).length > 0;
  return {
    name,
    namespace: more.namespace ?? release.namespace,
    labels: { ...release.labels, ...more.labels },
    ...(hasAnnotations && { annotations: more.annotations ?? {} }),
  };
}

/** Field names whose capitals cdk8s-plus changes, as Kubernetes spells them. */
interface Spelled {
  readonly downwardApi: 'downwardAPI';
  readonly nonResourceUrls: 'nonResourceURLs';
}

/** An optional field may also be there and `undefined`, which writes nothing. */
type Field<T, K extends keyof T> =
  object extends Pick<T, K> ? Plain<T[K]> | undefined : Plain<T[K]>;

/**
 * A Kubernetes type of cdk8s-plus as plain JSON.
 *
 * Its `Quantity` and `IntOrString` are classes there; here they are what one writes in YAML.
 */
export type Plain<T> = T extends { readonly value: string | number; readonly name?: never }
  ? string | number
  : T extends Date
    ? string
    : T extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : T extends object
        ? { readonly [K in keyof T as K extends keyof Spelled ? Spelled[K] : K]: Field<T, K> }
        : T;
