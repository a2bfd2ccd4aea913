import { createHash } from 'node:crypto';
import { BUILT_IN_PROFILES } from 'kvmini-contract/built-in-profiles';
import type { HarnessConfig } from 'kvmini-contract/config';
import type { KvminiValues } from '../values/generated/kvmini-values';
import benchScript from './files/bench.sh?raw';
import kubeconfig from './files/kubeconfig?raw';
import { rememberLast } from './remember-last';

/** Writes a value as YAML; the construct and the command line bring their own. */
export type ToYaml = (value: unknown) => string;

/** A file of the ConfigMap. */
export interface ConfigFile {
  /** Its key, which can hold no slash. */
  readonly key: string;
  /** Where the pod sees it, below `/opt/kvmini`. */
  readonly path: string;
  /** Its text. */
  readonly content: string;
  /** Its permission bits, where they are not the default. */
  readonly mode?: number;
}

/** The names of a release that its files tell. */
interface Names {
  readonly fullname: string;
  readonly namespace: string;
}

const EXECUTABLE = 0o755;

/** What the chart's values say to the harness; the profiles are files of their own. */
function configOf(
  { fullname, namespace }: Names,
  { benchmark, monitoring, service, workers }: KvminiValues,
): Omit<HarnessConfig, 'workers'> & { readonly workers?: ReturnType<typeof podsOf> } {
  const { profiles: _, prune, ...settings } = benchmark;
  const { enabled, resources, server, prometheus } = monitoring;
  const { allowedHosts } = service;
  const serve = { service: fullname, namespace, allowedHosts: [...allowedHosts], prune };
  return {
    benchmark: settings,
    monitoring: { enabled, resources, server, prometheus },
    ...(workers.enabled && { workers: podsOf(workers) }),
    serve,
  };
}

/** How the pods of workers differ from the harness's own; of resources only lists that hold some. */
function podsOf({ enabled: _, resources, ...same }: KvminiValues['workers']) {
  const lists = Object.entries(resources).filter(([, list]) => Object.keys(list).length > 0);
  return { resources: Object.fromEntries(lists), ...same };
}

/** In the order of their names, as Helm ranges over a map. */
function profiles({ benchmark }: KvminiValues, toYaml: ToYaml): ConfigFile[] {
  const own = Object.entries(benchmark.profiles).map(([name, profile]) => [name, toYaml(profile)]);
  const all: Record<string, string> = { ...BUILT_IN_PROFILES, ...Object.fromEntries(own) };
  return Object.keys(all)
    .sort()
    .map((name) => ({
      key: `profile-${name}.yaml`,
      path: `profiles/${name}.yaml`,
      content: all[name] ?? '',
    }));
}

const same = (name: string, content: string): ConfigFile => ({ key: name, path: name, content });

/** Every file that the pod sees at `/opt/kvmini`. */
export function configFiles(
  names: Names,
  values: KvminiValues,
  toYaml: ToYaml,
): readonly ConfigFile[] {
  const { namespace } = names;
  return [
    same('config.yaml', toYaml(configOf(names, values))),
    { ...same('bench.sh', benchScript), mode: EXECUTABLE },
    same('kubeconfig', kubeconfig.replace('{{ .Release.Namespace | quote }}', `"${namespace}"`)),
    ...profiles(values, toYaml),
  ];
}

const hash = rememberLast((text) => createHash('sha256').update(text).digest('hex'));

/** Changes with any of the files, so that the pod is rolled. */
export function checksum(files: readonly ConfigFile[]): string {
  return hash(files.map(({ path, content }) => `${path}\0${content}\0`).join(''));
}
