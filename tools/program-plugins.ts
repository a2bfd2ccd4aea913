import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** The ES modules of the YAML library, which esbuild can put into the program one by one, flat. */
const YAML = join(dirname(require.resolve('yaml/package.json')), 'browser', 'index.js');

/** Has the YAML library inside the program: a person waits for it, and one file loads faster. */
export const yamlInside: Plugin = {
  name: 'yaml-inside',
  setup({ onResolve }) {
    onResolve({ filter: /\/yaml\/library$|^\.\/library$/ }, () => ({
      path: resolve('src/cli/yaml-library.ts'),
    }));
    onResolve({ filter: /^yaml$/ }, () => ({ path: YAML }));
  },
};
