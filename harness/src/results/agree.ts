import { existsSync } from 'node:fs';
import { RUN_FILES, runFile } from './folder';
import type { Results } from './schema';

/**
 * Says so where a run's rows are not those of its results: they were cut, emptied or written to since.
 *
 * @param rows attempts among the rows
 * @returns `undefined` where both agree, and where there are no results
 */
export function disagreement(
  folder: string,
  { counts: { attempts } }: Pick<Results, 'counts'>,
  rows: number,
): string | undefined {
  if (rows === attempts || !existsSync(runFile(folder, 'results'))) return undefined;
  const { rows: file, results } = RUN_FILES;
  return `${file} has ${rows} finished requests, and ${results} counts ${attempts}: one of them was changed since the run`;
}
