import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonSchemas } from '../../tools/schemas';

test('the published schemas are those of the code; `npm run generate -w harness` writes them', () => {
  for (const [name, text] of Object.entries(jsonSchemas())) {
    const published = readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8');
    expect(JSON.parse(published)).toEqual(JSON.parse(text));
  }
});
