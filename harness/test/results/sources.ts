import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));

/** The program's files by their paths in `harness/src`, without their comments. */
export const sources: ReadonlyMap<string, string> = new Map(
  readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [path, withoutComments(readFileSync(join(SOURCES, path), 'utf8'))]),
);

/** A text of TypeScript without its comments. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

/** The files that have a text which matches, but for those below a folder or file. */
export const filesWith = (pattern: RegExp, outside: string): string[] =>
  [...sources].flatMap(([path, text]) =>
    !path.startsWith(outside) && pattern.test(text) ? [path] : [],
  );
