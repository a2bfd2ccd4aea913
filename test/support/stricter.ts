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

/** The parts of the page: what is refused at a path, what is refused everywhere, and what is taken. */
const [HERE = '', ANYWHERE = '', TAKEN = ''] = PAGE.split(/^## .*$/m);

const linesOf = (text: string, isAnywhere: boolean): Stricter[] =>
  [...text.matchAll(ROW)].map(([, values = '', path = '', why = '']) => ({
    values: parse(values),
    path,
    why,
    isAnywhere,
  }));

/** What is taken here, and refused by the API server. */
export const LOOSER: readonly Stricter[] = linesOf(TAKEN, false);

/** Every line of what is refused. */
export const STRICTER: readonly Stricter[] = [...linesOf(HERE, false), ...linesOf(ANYWHERE, true)];

/** How many lines the tables have, whatever is in them. */
export const LINES = PAGE.split('\n').filter((line) => line.startsWith('| `')).length;
