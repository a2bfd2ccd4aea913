import type { ClusterWide } from './footprint';
import { volumeIn } from './volume';

/** The ways to deploy that are tried, each twice under one release name, in two namespaces. */
export const WAYS = [
  ...(['kubectl', 'sets', 'kapp', 'helm'] as const),
  ...(['migrating', 'subchart', 'upstream'] as const),
] as const;

export type Way = (typeof WAYS)[number];

/** The namespaces of a way. */
export const namespacesOf = (way: Way): readonly [string, string] => [
  `kvmini-${way}-a`,
  `kvmini-${way}-b`,
];

/** The name of cluster roles before it had the namespace in it. */
const OLD_ROLES: readonly ClusterWide[] = ['clusterrole', 'clusterrolebinding'].map((kind) => ({
  kind,
  name: 'kvmini-harness',
}));

/** What these tests make outside of namespaces: each makes it as the pages tell to. */
export function dayTwoClusterWide(): readonly ClusterWide[] {
  const ofEach = WAYS.flatMap((way) => namespacesOf(way)).flatMap((namespace) => [
    { kind: 'namespace', name: namespace },
    { kind: 'persistentvolume', name: volumeIn(namespace) },
    ...['kvmini-harness', 'vllm-kvmini'].flatMap((fullname) => [
      { kind: 'clusterrole', name: `${fullname}.${namespace}` },
      { kind: 'clusterrolebinding', name: `${fullname}.${namespace}` },
    ]),
  ]);
  return [...OLD_ROLES, ...ofEach];
}
