import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A line of the page: what the API server takes, and the path that is refused here. */
export interface Stricter {
  readonly values: object;
  readonly path: string;
  readonly why: string;
  /** Whether it holds wherever such a value stands, and not at that path alone. */
  readonly isAnywhere: boolean;
}

const ROW = /^\| `(\{.*\})` \| `([^`]+)` \| (.+) \|$/gm;

const PAGE = readFileSync('docs/stricter-than-kubernetes.md', 'utf8');

/** The heading under which the lines hold everywhere. */
const [HERE = '', ANYWHERE = ''] = PAGE.split('## Wherever such a value stands');

const linesOf = (text: string, isAnywhere: boolean): Stricter[] =>
  [...text.matchAll(ROW)].map(([, values = '', path = '', why = '']) => ({
    values: parse(values),
    path,
    why,
    isAnywhere,
  }));

/** Every line of the page's tables. */
export const STRICTER: readonly Stricter[] = [...linesOf(HERE, false), ...linesOf(ANYWHERE, true)];

/** How many lines the tables have, whatever is in them. */
export const LINES = PAGE.split('\n').filter((line) => line.startsWith('| `')).length;
