import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { RULES } from '../../src/validation/rules';
import { defaultValues } from '../../src/values/defaults';
import type { KvminiValues } from '../../src/values/generated/kvmini-values';
import { valuesSchema } from '../../src/values/schema';

test('values.yaml holds the defaults, as Helm reads them', () => {
  const text = readFileSync('values.yaml', 'utf8');
  expect(parse(text, { version: '1.1' })).toEqual(defaultValues());
});

test('the defaults are right, which is why they are not checked again for each harness', () => {
  const { data } = valuesSchema().safeParse(defaultValues());
  expect(data).toEqual(defaultValues());
  expect(Object.keys(data ?? {})).toEqual(Object.keys(defaultValues()));
  expect(RULES.flatMap(({ check }) => check(defaultValues() as unknown as KvminiValues))).toEqual(
    [],
  );
});
