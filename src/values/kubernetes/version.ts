import { KUBERNETES_VERSIONS } from '../generated/kubernetes-types';

const minorOf = (version: string): number =>
  Number(/^v?1\.(\d{1,3})(\.\d+)?([-+].*)?$/.exec(version)?.[1]);

/** The minor version of the oldest Kubernetes that is supported. */
export const OLDEST_KUBERNETES = minorOf(KUBERNETES_VERSIONS[0]);

/** Whether a version such as `1.33` or `v1.33.4` is one of Kubernetes, and not too old. */
export function isSupported(version: string): boolean {
  return minorOf(version) >= OLDEST_KUBERNETES;
}

/** The minor version of Kubernetes 1, or the oldest supported one where none is named that is right. */
export function minorVersion(version: string | undefined): number {
  return version !== undefined && isSupported(version) ? minorOf(version) : OLDEST_KUBERNETES;
}
