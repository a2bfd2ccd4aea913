import { readFileSync } from 'node:fs';
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

/** commander runs subcommands that are programs of their own with this; there are none, and it takes 3 ms to load. */
export const withoutChildProcess: Plugin = {
  name: 'without-child-process',
  setup({ onLoad }) {
    onLoad({ filter: /commander\/lib\/command\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace("require('node:child_process')", '{}'),
    }));
  },
};
