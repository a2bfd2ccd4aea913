import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { RULES } from '../src/validation/rules';
import { defaultValues } from '../src/values/defaults';
import type { KvminiValues } from '../src/values/generated/kvmini-values';
import { valuesSchema } from '../src/values/schema';
import { CHART_FOLDER, generatedFiles } from '../tools/generate/files';

test.each([...generatedFiles()])('%s is what would be generated now', (file, content) => {
  const found = existsSync(file) ? readFileSync(file, 'utf8') : 'no such file';
  expect(found, `${file} is out of date: run \`npm run generate\``).toBe(content);
});

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

test.each(['files', 'dashboards'])(
  'the chart has no file in %s that nothing generates',
  (folder) => {
    const files = readdirSync(join(CHART_FOLDER, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect([...generatedFiles().keys()]).toEqual(expect.arrayContaining(files));
  },
);
