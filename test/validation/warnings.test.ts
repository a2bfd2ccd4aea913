import { App, Chart } from 'cdk8s';
import { describe, expect, test, vi } from 'vitest';
import { KvminiHarness } from '../../src';
import { resolveValues } from '../../src/validation/resolve';

const warnings = (values: unknown) => {
  const resolved = resolveValues(values);
  expect(resolved.issues).toEqual([]);
  return resolved.warnings.map(({ code, path }) => `${code} ${path}`);
};

const budget = (minAvailable: number | string, replicaCount: number) => ({
  replicaCount,
  persistence: { accessMode: 'ReadWriteMany' },
  podDisruptionBudget: { enabled: true, minAvailable },
});
const BUDGET = 'may-fail podDisruptionBudget.minAvailable';
const UNUSED = 'no-effect persistence.existingClaim';
const SIZE = 'may-fail persistence.size';
const ACCOUNT = 'may-fail serviceAccount.name';
const SECRET = (index: number) => `may-fail imagePullSecrets[${index}]`;
const GLOBAL = (index: number) => `may-fail global.imagePullSecrets[${index}]`;
const mount = (mountPath: string) => ({ extraVolumeMounts: [{ name: 'data', mountPath }] });

describe('values that are rendered with a warning', () => {
  test.each<[object, ...string[]]>([
    [{}],
    // several pods on a volume of one node
    [{ replicaCount: 1 }],
    [{ replicaCount: 2 }, 'may-fail replicaCount'],
    [{ replicaCount: 2, persistence: { enabled: false } }],
    [{ replicaCount: 2, persistence: { accessMode: 'ReadWriteMany' } }],
    [{ replicaCount: 2, persistence: { existingClaim: 'mine' } }, 'may-fail replicaCount'],
    // a claim of somebody's that is not used
    [{ persistence: { enabled: false } }],
    [{ persistence: { enabled: true, existingClaim: 'mine' } }],
    [{ persistence: { enabled: false, existingClaim: 'mine' } }, UNUSED],
    // a size in bytes
    [{ persistence: { size: 50 } }, SIZE],
    [{ persistence: { size: '50' } }, SIZE],
    [{ persistence: { size: '1048575' } }, SIZE],
    [{ persistence: { size: 1048576 } }],
    [{ persistence: { size: '1Mi' } }],
    [{ persistence: { size: 53687091200 } }],
    [{ persistence: { size: 50, enabled: false } }],
    [{ persistence: { size: 50, existingClaim: 'mine' } }],
    // memory in bytes
    [{ resources: { requests: { memory: 512 } } }, 'may-fail resources.requests.memory'],
    [
      { workers: { resources: { limits: { memory: '1048575' } } } },
      'may-fail workers.resources.limits.memory',
    ],
    [{ resources: { requests: { memory: 1048576, cpu: 1 } } }],
    [{ resources: { requests: { memory: '1Mi' }, limits: { memory: null } } }],
    // a budget that keeps all
    [budget(1, 1), BUDGET],
    [budget(1, 2)],
    [budget(2, 2), BUDGET],
    [budget(3, 2), BUDGET],
    [budget(0, 1)],
    [budget(1, 0)],
    [budget('100%', 3), BUDGET],
    [budget('50%', 1), BUDGET],
    [budget('50%', 2)],
    [budget('67%', 3), BUDGET],
    [budget('66%', 3)],
    [budget('0%', 1)],
    [{ podDisruptionBudget: { minAvailable: 1 } }],
    // the account of others
    [{ serviceAccount: { create: false } }, ACCOUNT],
    [{ serviceAccount: { create: false, name: 'mine' } }],
    [{ serviceAccount: { create: false }, rbac: { create: false } }],
    // rights on nodes by a Role
    [{ rbac: { nodes: true } }],
    [{ rbac: { nodes: true, scope: 'namespace' } }, 'may-fail rbac.nodes'],
    [{ rbac: { nodes: true, scope: 'namespace', create: false } }],
    // a Secret that can't be there
    [{ imagePullSecrets: [{}, { name: 'a' }, { name: 'A' }] }, SECRET(0), SECRET(2)],
    [{ global: { imagePullSecrets: ['a', '', { name: 'a b' }] } }, GLOBAL(1), GLOBAL(2)],
    [{ imagePullSecrets: [{ name: 'a'.repeat(253) }] }],
    [{ imagePullSecrets: [{ name: 'a'.repeat(254) }] }, SECRET(0)],
    [mount('/a:b'), 'may-fail extraVolumeMounts[0].mountPath'],
    [mount('/a b')],
  ])('%j', (values, ...expected) => {
    expect(warnings(values)).toEqual(expected);
  });

  test('of what one version of Kubernetes takes and another refuses', () => {
    const policy = { networkPolicy: { ingressFrom: [{ ipBlock: { cidr: '10.0.0.1/8' } }] } };
    const of = (values: unknown, kubernetes: number) => {
      const { issues, warnings } = resolveValues(values, kubernetes);
      return [...issues, ...warnings].map(({ code, path }) => `${code} ${path}`);
    };
    const at = 'networkPolicy.ingressFrom[0].ipBlock.cidr';
    expect(of(policy, 35)).toEqual([`newer-kubernetes ${at}`]);
    expect(of(policy, 36)).toEqual([`wrong-format ${at}`]);
    const variable = { extraEnv: [{ name: '1A' }] };
    expect(of(variable, 31)).toEqual(['newer-kubernetes extraEnv[0].name']);
    expect(of(variable, 32)).toEqual([]);
  });

  test('are on the harness, and the process warns of them', () => {
    const emit = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const values = { serviceAccount: { create: false } };
    const harness = new KvminiHarness(new Chart(new App(), 'c'), 'bench', { values });
    expect(harness.warnings).toEqual([
      {
        code: 'may-fail',
        path: 'serviceAccount.name',
        message: expect.stringMatching(/^rbac\.create gives the roles to the account "default"/),
      },
    ]);
    expect(emit.mock.calls).toEqual([
      [expect.stringMatching(/^bench: serviceAccount\.name: rbac\.create gives/)],
    ]);
    emit.mockRestore();
  });
});

describe('what would not start is refused', () => {
  test.each<[object, ...string[]]>([
    [{ replicaCount: 2, persistence: { accessMode: 'ReadWriteOncePod' } }, 'conflict replicaCount'],
    [{ replicaCount: 1, persistence: { accessMode: 'ReadWriteOncePod' } }],
    [{ replicaCount: 0, persistence: { accessMode: 'ReadWriteOncePod' } }],
    [{ replicaCount: 2, persistence: { accessMode: 'ReadWriteOncePod', enabled: false } }],
    [{ persistence: { accessMode: 'ReadOnlyMany' } }, 'conflict persistence.accessMode'],
    [{ persistence: { accessMode: 'ReadOnlyMany', existingClaim: 'mine' } }],
    [{ persistence: { accessMode: 'ReadOnlyMany', enabled: false } }],
    [mount('/opt/kvmini/profiles'), 'conflict extraVolumeMounts[0].mountPath'],
    [mount('opt//kvmini/profiles/a/'), 'conflict extraVolumeMounts[0].mountPath'],
    [mount('/opt/kvmini/bench.sh'), 'conflict extraVolumeMounts[0].mountPath'],
    [
      mount('/var/run/secrets/kubernetes.io/serviceaccount/token'),
      'conflict extraVolumeMounts[0].mountPath',
    ],
    [mount('/opt/kvmini/profiles2')],
    [mount('/opt/kvmini/other')],
    [mount('/profiles/custom')],
  ])('%j', (values, ...expected) => {
    expect(resolveValues(values).issues.map(({ code, path }) => `${code} ${path}`)).toEqual(
      expected,
    );
  });
});
