import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { codeBlocks } from '../support/markdown';

/** Pages whose commands other tests run, and which. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'docs/coming-from-upstream.md': 'test/docs, with values of the other chart',
  'docs/deploying.md': 'test/cluster, with the tools that it names',
  'docs/running-nightly.md': 'test/node/run.test.ts, with shorter runs and less CPU',
  'docs/migrating-from-helm.md': 'test/cluster/migrating.test.ts, with a release of helm',
};

/** A paragraph of a page's script that calls kubectl. */
export interface Paragraph {
  readonly page: string;
  readonly script: string;
}

/** The pages with commands. */
export const PAGES = ['README.md', ...readdirSync('docs').map((name) => join('docs', name))].filter(
  (page) => page.endsWith('.md') && !(page in ELSEWHERE),
);

/** A step of GitHub's Actions, of which `run` is a script. */
function stepsIn(text: string): readonly string[] {
  const steps = parse(text) as unknown;
  return Array.isArray(steps) ? steps.flatMap(({ run }) => (run ? [run as string] : [])) : [];
}

const scripts = (page: string) => {
  const text = readFileSync(page, 'utf8');
  return [...codeBlocks(text, 'sh'), ...codeBlocks(text, 'yaml').flatMap(stepsIn)];
};

/** All paragraphs in which a reader of the pages calls kubectl, each once. */
export function kubectlParagraphs(): readonly Paragraph[] {
  const all = PAGES.flatMap((page) =>
    scripts(page).flatMap((script) =>
      script.split(/\n{2,}/).map((paragraph) => ({ page, script: paragraph.trim() })),
    ),
  );
  const calling = all.filter(({ script }) => /^(?!#).*\bkubectl /m.test(script));
  return [...new Map(calling.map((paragraph) => [paragraph.script, paragraph])).values()];
}

/** The text of a file that a page shows. */
export const fileOn = (page: string, name: string) =>
  codeBlocks(readFileSync(page, 'utf8'), `yaml ${name}`)[0] ?? '';
