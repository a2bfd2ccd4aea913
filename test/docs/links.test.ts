import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { links, withoutCode } from '../support/markdown';

/** Every page of the repository, new ones too. */
const PAGES = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter(existsSync);

/** What links may name in a page: its headings as GitHub writes them. */
const anchors = (page: string) =>
  [...withoutCode(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

describe('the links in the pages', () => {
  test.each(PAGES)('of %s lead somewhere', (page) => {
    for (const target of links(readFileSync(page, 'utf8'))) {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      expect(existsSync(file), target).toBe(true);
      if (anchor !== undefined) expect(anchors(readFileSync(file, 'utf8'))).toContain(anchor);
    }
  });
});

describe('the README', () => {
  const readme = readFileSync('README.md', 'utf8');

  test('has at most 250 lines', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(250);
  });

  test('leads to every page in docs/', () => {
    const pages = PAGES.filter((page) => page.startsWith('docs/'));
    expect(pages.length).toBeGreaterThan(5);
    expect(links(readme)).toEqual(expect.arrayContaining(pages));
  });
});

test.each(PAGES)('%s shows an ellipsis as a reader does', (page) => {
  expect(readFileSync(page, 'utf8')).not.toMatch(/\\u2026/);
});
