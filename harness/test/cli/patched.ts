import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder } from '../run/runs';
import { type Running, start } from './program';

/** Starts the bundled program in a Node where a script was run before it. */
export function startPatched(args: readonly string[], script: string): Running {
  const path = join(newFolder(), 'before.cjs');
  writeFileSync(path, script);
  return start(args, {}, [process.execPath, '--require', path]);
}

/** Arguments of a run of five short requests, after one of warm-up. */
export const shortRun = (url: string, outputDir: string): string[] => [
  ...['bench', '--url', url, '--output-dir', outputDir, '--profile', 'smoke', '--max-tokens', '6'],
  '--no-progress',
];
