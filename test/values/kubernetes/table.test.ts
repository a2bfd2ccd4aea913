/** Every field of every type of the table: a right value is accepted, and each kind of wrong one refused where it stands. */

import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { KubernetesTypes } from '../../../src/values/generated/kubernetes-interfaces';
import { KUBERNETES_TYPES } from '../../../src/values/generated/kubernetes-types';
import { kubernetes } from '../../../src/values/kubernetes/kubernetes';
import {
  type Field,
  fieldsOf,
  isTypeName,
  type TypeName,
  wordsOf,
} from '../../../src/values/kubernetes/table';

const types = Object.keys(KUBERNETES_TYPES).filter(isTypeName);

/** Types that need one of some fields, and what is no such field. */
const SOURCES: Partial<Record<TypeName, { example: string; beside: readonly string[] }>> = {
  DownwardAPIVolumeFile: { example: 'fieldRef', beside: ['mode', 'path', 'user'] },
  EnvFromSource: { example: 'configMapRef', beside: ['prefix'] },
  FlockerVolumeSource: { example: 'datasetName', beside: [] },
  EnvVarSource: { example: 'secretKeyRef', beside: [] },
  LifecycleHandler: { example: 'exec', beside: [] },
  NetworkPolicyPeer: { example: 'podSelector', beside: [] },
};

const RIGHT: Readonly<Record<string, unknown>> = { s: 'a', b: true, i: 1, l: 1, q: '1Gi', p: 80 };

/** The least that a map of a type has to hold, beside one of its fields. */
function least(type: TypeName, beside?: string): Record<string, unknown> {
  const fields = fieldsOf(type);
  const needed = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  const source = SOURCES[type];
  const needsSource = source && (beside === undefined || source.beside.includes(beside));
  const names = needsSource ? [...needed, source.example] : needed;
  const some = fields.filter(({ name }) => names.includes(name));
  return Object.fromEntries(some.map((field) => [field.name, rightFor(type, field)]));
}

/** Fields whose form is narrower than their type. */
const NARROWER: Readonly<Record<string, unknown>> = {
  'AzureDiskVolumeSource.diskURI': '/subscriptions/a',
  'ClusterTrustBundleProjection.signerName': 'example.com/a',
  'ObjectFieldSelector.apiVersion': 'v1',
  'PodCertificateProjection.signerName': 'example.com/a',
  'QuobyteVolumeSource.registry': 'a:1,[::1]:2',
  'TypedLocalObjectReference.kind': 'PersistentVolumeClaim',
  'TypedObjectReference.kind': 'PersistentVolumeClaim',
  'WindowsSecurityContextOptions.hostProcess': false,
};

const rightFor = (type: TypeName, { name, code }: Field) =>
  NARROWER[`${type}.${name}`] ?? right(code);

function right(code: string): unknown {
  if (code.endsWith('[]')) return [right(code.slice(0, -2))];
  if (code.endsWith('{}')) return { a: right(code.slice(0, -2)) };
  if (code.startsWith('=')) return wordsOf(code).at(-1)?.word;
  return isTypeName(code) ? least(code) : RIGHT[code];
}

const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  s: [5, true, {}],
  b: ['true', 1],
  i: ['1', 1.5, 2 ** 31, true],
  l: ['1', 1.5, 2 ** 53],
  q: ['lots', true, -1],
  p: [true, [], 1.5],
};

function wrong(code: string): readonly unknown[] {
  const inner = code.slice(0, -2);
  if (code.endsWith('[]')) return ['a', {}, ...wrong(inner).map((item) => [item])];
  if (code.endsWith('{}')) return ['a', [], ...wrong(inner).map((member) => ({ a: member }))];
  if (code.startsWith('=')) return ['nonsense', 1];
  return isTypeName(code) ? ['a', [], { ...least(code), nonsense: 1 }] : (WRONG[code] ?? []);
}

function parse(type: TypeName, value: unknown) {
  return z.safeParse(kubernetes(type as keyof KubernetesTypes), value);
}

describe.each(types)('%s', (type) => {
  test('takes the least that it has to hold', () => {
    expect(parse(type, least(type)).error?.issues).toBeUndefined();
  });

  test('knows no other field', () => {
    const { error } = parse(type, { ...least(type), nonsense: 1 });
    expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['nonsense'] }]);
  });

  test.each(fieldsOf(type))('takes $name of type $code, and nothing else there', (field) => {
    const { name, code, isRequired } = field;
    const others = least(type, name);
    expect(parse(type, { ...others, [name]: rightFor(type, field) }).error?.issues).toBeUndefined();
    for (const value of wrong(code)) {
      const { error } = parse(type, { ...others, [name]: value });
      expect(error?.issues[0]?.path[0], JSON.stringify(value)).toBe(name);
    }
    if (!isRequired) return;
    const { [name]: _, ...without } = others;
    expect(parse(type, without).error?.issues).toMatchObject([{ path: [name] }]);
  });
});
