import type { Command } from 'commander';
import type { Manifest } from '../resources/manifest';
import { usageError } from './errors';

/** The flags that pick some of a release's objects. */
export interface KindFlags {
  readonly only?: readonly string[];
  readonly without?: readonly string[];
}

/** What the chart makes, and `--create-namespace`: a name of these is right also where values switch the object off. */
export const KINDS: readonly string[] = [
  ...['Namespace', 'NetworkPolicy', 'PodDisruptionBudget', 'ServiceAccount', 'ConfigMap'],
  ...['PersistentVolumeClaim', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  ...['Service', 'Deployment', 'PrometheusRule', 'ServiceMonitor'],
];

/** Other names of kinds: ours for the claim, and kubectl's short ones. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  // The claim goes with its namespace, so whoever means one of the two means both.
  Namespace: ['ns', 'claim', 'claims'],
  NetworkPolicy: ['netpol'],
  PodDisruptionBudget: ['pdb'],
  ServiceAccount: ['sa'],
  ConfigMap: ['cm'],
  PersistentVolumeClaim: ['claim', 'claims', 'pvc'],
  Service: ['svc'],
  Deployment: ['deploy'],
  PrometheusRule: ['promrule'],
  ServiceMonitor: ['smon'],
};

const collect = (names: string, earlier: readonly string[] = []) => [
  ...earlier,
  ...names.split(',').map((name) => name.trim()),
];

/** Gives a command the flags that pick some of a release's objects. */
export function addKindFlags(command: Command): Command {
  return command
    .option(
      '--only <kind,…>',
      'only some objects: claim, with its Namespace, or other kinds, or namespace=NAME',
      collect,
    )
    .option(
      '--without <kind,…>',
      'all objects but some: claim, with its Namespace, or other kinds, or namespace=NAME',
      collect,
    );
}

/** A namespace in place of a kind: kubectl's ApplySet takes no objects of another than its own. */
const NAMESPACE = /^namespace=(.+)$/;

/** Whether a name means a kind: in any case, in the singular or the plural, short, or with version and group, as kubectl takes it. */
function isKind(named: string, kind: string): boolean {
  const [name = ''] = named.split('.');
  const one = kind.toLowerCase();
  const many = one.endsWith('y')
    ? `${one.slice(0, -1)}ies`
    : `${one}${one.endsWith('s') ? 'es' : 's'}`;
  return [one, many, ...(OTHER_NAMES[kind] ?? [])].includes(name.toLowerCase());
}

function means(name: string, { kind, metadata }: Manifest): boolean {
  const [, namespace] = NAMESPACE.exec(name) ?? [];
  return namespace === undefined ? isKind(name, kind) : metadata.namespace === namespace;
}

function problems(flag: string, names: readonly string[], kinds: readonly string[]): string[] {
  const wrong = names.filter(
    (name) => !NAMESPACE.test(name) && !kinds.some((kind) => isKind(name, kind)),
  );
  const expected = `expected claim, namespace=NAME, or a kind out of ${kinds.join(', ')}`;
  return wrong.map((name) => `${flag} ${name || '""'}: ${expected}`);
}

/**
 * Whether the flags ask for an object.
 *
 * @param all the objects of the release: kinds that only the user's own have can be named too
 * @throws CommandLineError with a line for each name that is no kind of theirs
 */
export function isAskedFor(
  { only, without = [] }: KindFlags,
  all: readonly Manifest[],
): (manifest: Manifest) => boolean {
  const kinds = [...new Set([...KINDS, ...all.map(({ kind }) => kind)])];
  const wrong = [
    ...problems('--only', only ?? [], kinds),
    ...problems('--without', without, kinds),
  ];
  if (wrong.length > 0) throw usageError(wrong);
  const isNamed = (names: readonly string[], manifest: Manifest) =>
    names.some((name) => means(name, manifest));
  return (manifest) =>
    (only === undefined || isNamed(only, manifest)) && !isNamed(without, manifest);
}
