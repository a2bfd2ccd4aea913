import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { apiPage } from '../../tools/generate/api/page';

const PAGE = readFileSync('docs/api.md', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'kvmini-api-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('docs/api.md', () => {
  test('is what `npm run generate` makes of the declarations', () => {
    expect(PAGE).toBe(apiPage('lib'));
  });

  test('has every name that the package exports', () => {
    const { helm, ...own } = createRequire(__filename)('../../lib/index.js');
    const names = [...Object.keys(own), ...Object.keys(helm).map((name) => `helm.${name}`)];
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(PAGE).toContain(`\n## ${name}\n`);
  });

  test('says something of each of them', () => {
    const sections = PAGE.split(/^## /m).slice(1);
    expect(sections.filter((section) => !/^.*\n\n[A-Z`[]/.test(section))).toEqual([]);
  });
});

test('a docstring becomes text, a table and lists', () => {
  writeFileSync(join(folder, 'index.d.ts'), "export { type Box, open } from './box';\n");
  writeFileSync(
    join(folder, 'box.d.ts'),
    `/** What things are kept in. */
export interface Box {
    /**
     * How wide, in metres; see {@link open}.
     *
     * @default 1
     */
    readonly width?: number | undefined;
    readonly kind: 'a' | 'b';
}
/**
 * Opens a box.
 *
 * @param box the one to open
 * @throws Error where it is empty
 * @example
 * open({ kind: 'a' });
 */
export declare function open(box: Box): void;
`,
  );
  expect(apiPage(folder).split('\n## ').slice(1, -1).join('\n## ')).toBe(`open

Opens a box.

\`\`\`ts
function open(box: Box): void;
\`\`\`

- \`box\`: the one to open
- Throws Error where it is empty

\`\`\`ts
open({ kind: 'a' });
\`\`\`

## Box

What things are kept in.

\`\`\`ts
interface Box { … }
\`\`\`

| Field | Type | Meaning |
|---|---|---|
| \`width?\` | \`number\` | How wide, in metres; see \`open\`. Default: 1. |
| \`kind\` | \`'a' \\| 'b'\` |  |
`);
});
