import { join } from 'node:path';
import { run } from '../cli/program';
import { newFolder, readRun } from '../run/runs';
import { scrape } from './model-server';

/** Which of a server's own counters say what it read and wrote, each a sum of samples in `/metrics`. */
export interface TokenCounters {
  readonly promptTokens: readonly string[];
  readonly outputTokens: readonly string[];
}

/** Nothing is sent that is not counted, and little of it. */
const SMALL = ['--warmup', '0', '--max-tokens', '16', '--prompt-tokens', '64'];

/** Runs the program against a server, and tells what the server counted meanwhile. */
export async function measure(url: string, counters: TokenCounters, flags: readonly string[]) {
  const outputDir = newFolder();
  const before = await scrape(url);
  const common = ['--url', url, '--output-dir', outputDir, '--no-progress'];
  const ended = await run(['bench', ...common, ...SMALL, ...flags]);
  const after = await scrape(url);
  const counted = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + (after.get(name) ?? 0) - (before.get(name) ?? 0), 0);
  return {
    ended,
    ...readRun(join(outputDir, 'latest')),
    counted: {
      promptTokens: counted(counters.promptTokens),
      outputTokens: counted(counters.outputTokens),
    },
  };
}
