import { describe, expect, test } from 'vitest';
import { isMap, type Values } from '../../../src/helm/json';
import { resolveValues } from '../../../src/validation/resolve';
import { RULES } from '../../../src/validation/rules';
import { PLAIN_RULES } from '../../../src/validation/rules/plain-rules';
import { WARNINGS } from '../../../src/validation/rules/warnings';
import type { KvminiValues } from '../../../src/values/generated/kvmini-values';
import { valueAt } from '../../../src/values/path';
import { allValues } from '../../support/all-values';

/** Values that say which keys of theirs are read, down to those in their sections. */
function watched(values: Values, read: Set<string>, path: readonly string[] = []): Values {
  return new Proxy(values, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof key !== 'string') return value;
      read.add([...path, key].join('.'));
      return isMap(value) && path.length === 0 ? watched(value, read, [key]) : value;
    },
  });
}

const resolved = (user: unknown): Values => {
  const { values, issues } = resolveValues(user);
  expect(issues).toEqual([]);
  // What is frozen can't be watched.
  return structuredClone(values) as unknown as Values;
};

/** Values that lead into as many rules as can be: the defaults, all at once, and what these two leave out. */
const VALUES: readonly Values[] = [
  resolved({}),
  resolved(allValues),
  resolved({ podDisruptionBudget: { enabled: true, maxUnavailable: 1 }, replicaCount: 2 }),
  resolved({ rbac: { nodes: true, scope: 'namespace' }, serviceAccount: { create: false } }),
];

/** What is read by one of several looks at the values. */
function readBy(look: (values: Values) => unknown): string[] {
  const read = new Set<string>();
  for (const values of VALUES) look(watched(values, read));
  return [...read];
}

/** Whether a key is one of those, in one of them, or the section that one of them is in. */
const isOneOf = (keys: readonly string[]) => (key: string) =>
  keys.some((one) => one === key || key.startsWith(`${one}.`) || one.startsWith(`${key}.`));

describe('a rule says what it reads: while that is wrong, or not the user’s, nobody asks it', () => {
  test.each(RULES.map((rule) => [rule.reads.join(', '), rule] as const))('%s', (_, rule) => {
    const read = readBy((values) => rule.check(values as unknown as KvminiValues));
    expect(read.filter((key) => !isOneOf(rule.reads)(key))).toEqual([]);
    expect(rule.reads.filter((key) => !isOneOf(read)(key))).toEqual([]);
    expect(rule.sections).toEqual(rule.reads.map((key) => key.split('.')[0]));
  });

  test.each(WARNINGS.map((rule) => [rule.sections.join(', '), rule] as const))(
    'that warns: %s',
    (_, { sections, check }) => {
      const read = readBy((values) => check(values as unknown as KvminiValues));
      expect(read.filter((key) => !isOneOf(sections)(key))).toEqual([]);
      expect(sections.filter((key) => !read.includes(key))).toEqual([]);
    },
  );

  test.each(PLAIN_RULES.map((rule, index) => [rule.path.join('.'), index, rule] as const))(
    'of Kubernetes: %s, %i',
    (_, __, { path, sections, check }) => {
      const read = readBy((values) => [...check(valueAt(values, path), path, values)]);
      const all = [...new Set([...read.map((key) => key.split('.')[0]), path[0]])];
      expect(all.filter((key) => !sections.includes(String(key)))).toEqual([]);
      expect(sections.filter((key) => !all.includes(key))).toEqual([]);
    },
  );
});
