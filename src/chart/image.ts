import type { KvminiValues } from '../values/generated/kvmini-values';
import { CHART } from './chart';

type Images = Pick<KvminiValues, 'image' | 'imagePullSecrets' | 'global'>;

/** As container runtimes tell a registry from a part of a name: by a dot, a port, a capital, or the one name `localhost`. */
const HAS_REGISTRY = /^(localhost|[^/]*[.:A-Z][^/]*)\//;

/** The name of the image, with the registry that counts. */
function imageName({ image, global }: Pick<Images, 'image' | 'global'>): string {
  const { repository } = image;
  const registry = HAS_REGISTRY.test(repository) ? '' : global.imageRegistry || image.registry;
  return `${registry && `${registry}/`}${repository}`;
}

/** The image of the harness, as a container runtime reads it. */
export function imageReference(images: Images): string {
  const { tag, digest } = images.image;
  return `${imageName(images)}${digest ? `@${digest}` : `:${tag || CHART.appVersion}`}`;
}

/** The name without its registry, as the kubelet counts its characters: what has no folder is Docker's library's. */
export function imagePath(images: Pick<Images, 'image' | 'global'>): string {
  const name = imageName(images);
  if (HAS_REGISTRY.test(name)) return name.replace(/^[^/]*\//, '');
  return name.includes('/') ? name : `library/${name}`;
}

/** The Secrets with which it is pulled, a parent's first, each once: the API server keeps them by name. */
export function imagePullSecrets({ imagePullSecrets: own, global }: Images) {
  const all = [...global.imagePullSecrets, ...own];
  const names = all.map((secret) => (typeof secret === 'string' ? secret : (secret.name ?? '')));
  return [...new Set(names)].map((name) => ({ name }));
}
