import { relative } from 'node:path';
import type { Plugin } from 'vite';
import { instrument } from './instrument';
import type { Source } from './sources';

/** Has vitest load the mutated files with all their mutants in them. */
export function mutantsIn(all: readonly Source[]): Plugin {
  const sources = new Map(all.map((source) => [source.file, source]));
  return {
    name: 'mutants',
    enforce: 'pre',
    transform(text, path) {
      const source = sources.get(relative(process.cwd(), path));
      if (!source) return undefined;
      if (source.text !== text)
        throw new Error(`${source.file} changed while its mutants are tried`);
      return { code: instrument(text, source.mutants), map: null };
    },
  };
}
