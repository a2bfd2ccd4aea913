import { App, Chart } from 'cdk8s';
import { describe, expect, test, vi } from 'vitest';
import { KvminiHarness, type KvminiValuesInput } from '../../src';
import { newerFields } from '../../src/validation/newer-fields';
import { resolveValues } from '../../src/validation/resolve';
import { KUBERNETES_TYPES } from '../../src/values/generated/kubernetes-types';

/** Warnings as `code path`, for the oldest Kubernetes unless another is named. */
function warnings(values: unknown, kubernetes?: number): string[] {
  const resolved = resolveValues(values, kubernetes);
  expect(resolved.issues).toEqual([]);
  return resolved.warnings.map(({ code, path }) => `${code} ${path}`);
}

const image: KvminiValuesInput = {
  extraVolumes: [{ name: 'a', image: { reference: 'x', pullPolicy: 'Always' } }],
};
const toleration = (operator: string) => ({ tolerations: [{ key: 'a', operator, value: '1' }] });
const mount = (more: object) => ({
  extraVolumes: [{ name: 'a', emptyDir: {} }],
  extraVolumeMounts: [{ name: 'a', mountPath: '/a', ...more }],
});

describe('what came after the oldest Kubernetes', () => {
  test.each([
    [image, 35, 'extraVolumes[0].image'],
    [
      { podSecurityContext: { supplementalGroupsPolicy: 'Merge' } },
      33,
      'podSecurityContext.supplementalGroupsPolicy',
    ],
    [{ securityContext: { procMount: 'Default' } }, 33, 'securityContext.procMount'],
    [
      mount({ readOnly: true, recursiveReadOnly: 'Enabled' }),
      31,
      'extraVolumeMounts[0].recursiveReadOnly',
    ],
  ])('%j came with 1.%d', (values, since, path) => {
    expect(warnings(values)).toEqual([`newer-kubernetes ${path}`]);
    expect(warnings(values, since - 1)).toEqual([`newer-kubernetes ${path}`]);
    expect(warnings(values, since)).toEqual([]);
  });

  test('is told once, with the version and what to do', () => {
    const [warning] = resolveValues(image).warnings;
    expect(warning?.message).toBe(
      'Kubernetes has it from 1.35 on, and the manifests are for 1.30; if your cluster is newer, set kubeVersion or --kube-version',
    );
  });

  test.each([
    {},
    toleration('Equal'),
    mount({ mountPropagation: 'None' }),
    { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } } },
  ])('is not what it had already: %j', (values) => {
    expect(warnings(values)).toEqual([]);
  });
});

test('what is behind a feature gate is so in every version, a word, too', () => {
  for (const kubernetes of [30, 37, 99]) {
    expect(warnings(toleration('Gt'), kubernetes)).toEqual([
      'feature-gate tolerations[0].operator',
    ]);
    const values = { extraVolumes: [{ name: 'a', emptyDir: { mode: 448 } }] };
    expect(warnings(values, kubernetes)).toEqual(['feature-gate extraVolumes[0].emptyDir.mode']);
  }
  expect(resolveValues(toleration('Gt')).warnings[0]?.message).toContain(
    'the feature gate TaintTolerationComparisonOperators',
  );
});

describe('a rule of some versions alone', () => {
  const found = (values: unknown, kubernetes: number) =>
    resolveValues(values, kubernetes).issues.map(({ code, path }) => `${code} ${path}`);

  test('addresses have no zeros before a number from 1.36 on', () => {
    const values = { hostAliases: [{ ip: '010.0.0.1', hostnames: ['a'] }] };
    expect(found(values, 35)).toEqual([]);
    expect(found(values, 36)).toEqual(['wrong-format hostAliases[0].ip']);
  });

  // Behind its feature gate, no API server of the tests takes the operator.
  test.each([
    ['-5', true],
    ['0', true],
    ['9223372036854775807', true],
    ['-9223372036854775808', true],
    ['9223372036854775808', false],
    ['a', false],
    ['01', false],
    ['-0', false],
    ['', false],
    ['1.5', false],
  ])('of Gt and Lt, the value %j is taken: %s', (value, taken) => {
    for (const operator of ['Gt', 'Lt']) {
      const values = { tolerations: [{ key: 'a', operator, value }] };
      expect(found(values, 37)).toEqual(taken ? [] : ['wrong-format tolerations[0].value']);
    }
  });
});

test('what is new deep in lists and maps is found there', () => {
  const claim = {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const volumes = [
    {
      name: 'a',
      ephemeral: {
        volumeClaimTemplate: { ...claim, spec: { ...claim.spec, volumeAttributesClassName: 'x' } },
      },
    },
    { name: 'b', projected: { sources: [{}, { clusterTrustBundle: { name: 'a', path: 'p' } }] } },
  ];
  expect(warnings({ extraVolumes: volumes })).toEqual([
    'newer-kubernetes extraVolumes[0].ephemeral.volumeClaimTemplate.spec.volumeAttributesClassName',
    'newer-kubernetes extraVolumes[1].projected.sources[1].clusterTrustBundle',
  ]);
});

test('maps of any keys hold texts and amounts alone', () => {
  const codes = Object.values(KUBERNETES_TYPES).flatMap((fields) => [
    ...fields.matchAll(/:(\S+)\{\}/g),
  ]);
  expect([...new Set(codes.map(([, code]) => code))].sort()).toEqual(['q', 's']);
});

test.each([undefined, null, 1, 'x', true, {}, []])('nothing is new in what is %j', (value) => {
  const keys = ['tolerations', 'affinity', 'extraVolumes', 'nobodys', 'image', 'replicaCount'];
  const values = Object.fromEntries(keys.map((key) => [key, value]));
  const inside = { extraVolumes: [{ image: value }, value], tolerations: [{ operator: value }] };
  expect(newerFields(keys, values as never, 37)).toEqual([]);
  expect(newerFields(keys, inside as never, 37)).toEqual([]);
});

describe('the version', () => {
  const harness = (kubeVersion?: string) =>
    new KvminiHarness(new Chart(new App(), 'c'), 'bench', { kubeVersion, values: image });

  test.each(['1.35', 'v1.35', '1.35.2', 'v1.37.0+k3s1', '1.40'])('may be %s', (version) => {
    expect(harness(version).warnings).toEqual([]);
  });

  test.each(['1.30', 'v1.34.9-gke.1'])('may be %s, which is too old for this', (version) => {
    vi.spyOn(process, 'emitWarning').mockReturnValue();
    expect(harness(version).warnings).toMatchObject([{ code: 'newer-kubernetes' }]);
  });

  test.each(['1.29', '1', '35', 'latest', '', '2.35'])('may not be %j', (version) => {
    expect(() => harness(version)).toThrow(
      'kubeVersion: expected a version of Kubernetes from 1.30 on, such as 1.33, found',
    );
  });
});
