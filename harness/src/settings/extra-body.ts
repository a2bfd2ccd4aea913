import { readFileSync, statSync } from 'node:fs';
import { unsendable } from './sendable';

const MOST_BYTES = 16 * 2 ** 20;

/** Fields of the body, or why there are none. */
export type ReadBody = { readonly fields: Record<string, unknown> } | { readonly problem: string };

/** Reads `--extra-body`: a JSON object, or the path of a file that holds one. What it holds may be secret, and is not shown. */
export function readExtraBody(text: string): ReadBody {
  const isJson = text.trimStart().startsWith('{');
  try {
    const found: unknown = JSON.parse(isJson ? text : readFile(text));
    if (isMap(found)) return { fields: found };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined)
      return {
        problem: `expected a JSON object or a file that holds one; the file can't be read: ${code}`,
      };
    if (!(error instanceof SyntaxError)) return { problem: (error as Error).message };
  }
  const what = isJson ? 'what was given' : 'the content of the file';
  return { problem: `expected a JSON object or a file that holds one; ${what} is no JSON object` };
}

/** Says what is wrong with fields that a setting of its own decides. */
export function bodyProblems(fields: Readonly<Record<string, unknown>>): string[] {
  const problems: string[] = [];
  if ((fields.max_tokens ?? null) !== null) {
    problems.push(
      'max_tokens is decided by --max-tokens (in a profile, maxTokens); null takes it away',
    );
  }
  const why = unsendable(fields);
  if (why !== undefined) problems.push(`it ${why}`);
  return problems.map((problem) => `--extra-body: ${problem}`);
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readFile(path: string): string {
  const found = statSync(path);
  if (!found.isFile()) throw new Error('expected a JSON object or a regular file that holds one');
  if (found.size > MOST_BYTES) throw new Error('expected a file of at most 16 MiB');
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
}
