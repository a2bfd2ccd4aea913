import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { defaultValues } from '../src/values/defaults';
import { generatedFiles } from '../tools/generate/files';

test.each([...generatedFiles()])('%s is what would be generated now', (file, content) => {
  const found = existsSync(file) ? readFileSync(file, 'utf8') : 'no such file';
  expect(found, `${file} is out of date: run \`npm run generate\``).toBe(content);
});

test('values.yaml holds the defaults, as Helm reads them', () => {
  const text = readFileSync('values.yaml', 'utf8');
  expect(parse(text, { version: '1.1' })).toEqual(defaultValues());
});
