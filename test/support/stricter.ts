import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A line of the page: what the API server takes, and the path that is refused here. */
export interface Stricter {
  readonly values: object;
  readonly path: string;
  readonly why: string;
}

const ROW = /^\| `(\{.*\})` \| `([^`]+)` \| (.+) \|$/gm;

const PAGE = readFileSync('docs/stricter-than-kubernetes.md', 'utf8');

/** Every line of the page's table. */
export const STRICTER: readonly Stricter[] = [...PAGE.matchAll(ROW)].map(
  ([, values = '', path = '', why = '']) => ({ values: parse(values), path, why }),
);

/** How many lines the table has, whatever is in them. */
export const LINES = PAGE.split('\n').filter((line) => line.startsWith('| `')).length;
