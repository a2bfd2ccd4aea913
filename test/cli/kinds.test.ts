import { describe, expect, test } from 'vitest';
import { renderValues } from '../../src';
import { isAskedFor, KINDS, type KindFlags } from '../../src/cli/kinds';
import { program } from '../../src/cli/program';
import type { Manifest } from '../../src/resources/manifest';
import { allValues } from '../support/all-values';

const manifest = (kind: string) => ({ apiVersion: 'v1', kind, metadata: { name: 'a' } });

const ALL: readonly Manifest[] = [
  ...renderValues(allValues),
  ...renderValues({ ...allValues, rbac: { scope: 'namespace' } }),
  ...['Namespace', 'Secret', 'Ingress'].map(manifest),
];

/** What `template NAME` with some flags is given. */
function flags(...args: string[]): KindFlags {
  const command = program();
  const read: KindFlags[] = [];
  command.commands
    .find((one) => one.name() === 'template')
    ?.action((_, one) => void read.push(one));
  command.parse(['template', 'vllm', ...args], { from: 'user' });
  return read[0] ?? {};
}

const kinds = (...args: string[]) => [
  ...new Set(ALL.filter(isAskedFor(flags(...args), ALL)).map(({ kind }) => kind)),
];
const others = (...left: string[]) =>
  [...new Set(ALL.map(({ kind }) => kind))].filter((kind) => !left.includes(kind));

describe('template --only and --without', () => {
  test('print everything by default', () => {
    expect(kinds()).toEqual(others());
  });

  test('make two sets that hold every object once, the claim on its own with the namespace that it is in', () => {
    expect(kinds('--only', 'claim')).toEqual(['PersistentVolumeClaim', 'Namespace']);
    expect(kinds('--without', 'claim')).toEqual(others('Namespace', 'PersistentVolumeClaim'));
  });

  test.each([
    [
      ['--only', 'Deployment,service'],
      ['Service', 'Deployment'],
    ],
    [
      ['--only', 'deployments', '--only=svc'],
      ['Service', 'Deployment'],
    ],
    [
      ['--only', 'networkpolicies, pdb'],
      ['NetworkPolicy', 'PodDisruptionBudget'],
    ],
    [['--only', 'pvc'], ['PersistentVolumeClaim']],
    [
      ['--only', 'claims'],
      ['PersistentVolumeClaim', 'Namespace'],
    ],
    [
      ['--only', 'Deployment.apps,services.v1,smon'],
      ['Service', 'Deployment', 'ServiceMonitor'],
    ],
    [
      ['--only', 'ingresses,secret'],
      ['Secret', 'Ingress'],
    ],
    [['--only', 'Ingress,Role', '--without', 'role'], ['Ingress']],
    [['--without', 'claim,ns'], others('PersistentVolumeClaim', 'Namespace')],
  ])('%j', (args, expected) => {
    expect(kinds(...args)).toEqual(expected);
  });

  test.each(['', 'clam', 'roless', 'all', 'pod', 'namespace=', 'persistentvolumeclaim/a'])(
    'refuse %j with a line that names what there is',
    (name) => {
      for (const flag of ['--only', '--without'])
        expect(() => kinds(flag, `claim,${name}`)).toThrow(
          expect.objectContaining({
            status: 2,
            message: `${flag} ${name || '""'}: expected claim, namespace=NAME, or a kind out of ${[...KINDS, 'Secret', 'Ingress'].join(', ')}`,
          }),
        );
    },
  );

  test('name a namespace, since an ApplySet takes no objects of another than its own', () => {
    const values = {
      rbac: { scope: 'namespace' },
      global: { isvc: { namespace: 'ml-prod' } },
    } as const;
    const all = renderValues(values);
    const shown = (...args: string[]) =>
      all
        .filter(isAskedFor(flags(...args), all))
        .map(({ kind, metadata }) => `${kind} in ${metadata.namespace}`);
    expect(shown('--only', 'namespace=ml-prod')).toEqual([
      'Role in ml-prod',
      'RoleBinding in ml-prod',
    ]);
    expect(shown('--without', 'claim,namespace=ml-prod')).toEqual([
      'ServiceAccount in benchmark',
      'ConfigMap in benchmark',
      'Role in benchmark',
      'RoleBinding in benchmark',
      'Service in benchmark',
      'Deployment in benchmark',
    ]);
    expect(shown('--only', 'role', '--without', 'namespace=benchmark')).toEqual([
      'Role in ml-prod',
    ]);
    expect(shown('--only', 'namespace=ml-pro')).toEqual([]);
  });

  test('tell of all wrong names at once', () => {
    expect(() => kinds('--only', 'a,claim,b', '--without', 'c')).toThrow(
      /^--only a: .*\n--only b: .*\n--without c: [^\n]*$/,
    );
  });

  test('know the kinds that the chart makes, and no other', () => {
    expect(others('Secret', 'Ingress').sort()).toEqual([...KINDS].sort());
  });
});
