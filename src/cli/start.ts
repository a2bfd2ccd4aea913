#!/usr/bin/env node
/** Starts the command; a file of its own since the cache works for files that are loaded after it. */

/** Node's from 22.1 on: what was compiled in one run serves the next. */
interface CompileCache {
  readonly enableCompileCache?: () => void;
}

(require('node:module') as CompileCache).enableCompileCache?.();
require('./command');
