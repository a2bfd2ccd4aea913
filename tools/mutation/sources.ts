import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { NumberedMutant } from './instrument';
import { mutantsOf } from './mutants';
import { GENERATED, MUTATED } from './settings';

/** A file that is mutated, its text, and all its mutants. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly mutants: readonly NumberedMutant[];
}

/** The TypeScript files at a path, in the order of their names; none where there is nothing. */
function filesAt(path: string): readonly string[] {
  if (!existsSync(path) || basename(path) === GENERATED) return [];
  if (!statSync(path).isDirectory()) return path.endsWith('.ts') ? [path] : [];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesAt(join(path, name)));
}

/**
 * Every file that is mutated. A mutant's number is the same wherever this is asked while no file changes.
 *
 * @throws Error where a file is no TypeScript
 */
export function readSources(): readonly Source[] {
  let id = 0;
  return MUTATED.flatMap(filesAt).map((file) => {
    const text = readFileSync(file, 'utf8');
    const mutants = mutantsOf(file, text).map((mutant) => ({ ...mutant, id: ++id }));
    return { file, text, mutants };
  });
}

/** Which entry of the list of what is mutated a file belongs to. */
export const roomOf = (file: string): string =>
  MUTATED.find((room) => file === room || file.startsWith(`${room}/`)) ?? file;
