#!/usr/bin/env node
import { program } from './cli/program';
import { run } from './cli/run';

// The reader of a pipe may have seen enough: `… | head`.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code !== 'EPIPE') throw new Error(`can't write to standard output: ${code}`);
});

run(() => program().parse());
