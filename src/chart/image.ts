import type { KvminiValues } from '../values/generated/kvmini-values';
import { CHART } from './chart';

type Images = Pick<KvminiValues, 'image' | 'imagePullSecrets' | 'global'>;

/** As container runtimes tell a registry from a part of a name: by a dot, a port, a capital, or the one name `localhost`. */
const HAS_REGISTRY = /^(localhost|[^/]*[.:A-Z][^/]*)\//;

/** The image of the harness, as a container runtime reads it. */
export function imageReference({ image, global }: Images): string {
  const { repository, tag, digest } = image;
  const registry = HAS_REGISTRY.test(repository) ? '' : global.imageRegistry || image.registry;
  const version = digest ? `@${digest}` : `:${tag || CHART.appVersion}`;
  return `${registry && `${registry}/`}${repository}${version}`;
}

/** The Secrets with which it is pulled, a parent's first, each once: the API server keeps them by name. */
export function imagePullSecrets({ imagePullSecrets: own, global }: Images) {
  const all = [...global.imagePullSecrets, ...own];
  const names = all.map((secret) => (typeof secret === 'string' ? secret : secret.name));
  return [...new Set(names)].map((name) => ({ name }));
}
