import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHART_FOLDER, generatedFiles } from '../../tools/generate/files';

const generated = generatedFiles();

test.each([...generated])('%s is what would be generated now', (file, content) => {
  const found = existsSync(file) ? readFileSync(file, 'utf8') : 'no such file';
  expect(found, `${file} is out of date: run \`npm run generate\``).toBe(content);
});

test.each(['files', 'dashboards'])(
  'the chart has no file in %s that nothing generates',
  (folder) => {
    const files = readdirSync(join(CHART_FOLDER, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect([...generated.keys()]).toEqual(expect.arrayContaining(files));
  },
);
