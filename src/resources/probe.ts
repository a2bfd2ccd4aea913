import type { k8s } from 'cdk8s-plus-28';
import type { Probe } from '../values/generated/kvmini-values';
import type { Plain } from './manifest';

const OTHER_WAYS = ['exec', 'grpc', 'tcpSocket'] as const;

/**
 * The user's probe over the built-in one, as Helm merges maps: key by key, and `httpGet` as well.
 *
 * Another way to ask takes the place of the built-in one: a probe has only one.
 */
export function probeOver(own: Probe, path: string): Plain<k8s.Probe> {
  if (OTHER_WAYS.some((way) => own[way] !== undefined)) return own as Plain<k8s.Probe>;
  return { ...own, httpGet: { path, port: 'http', ...own.httpGet } } as Plain<k8s.Probe>;
}
