import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Running, start, until } from '../cli/program';
import { newFolder } from '../run/runs';
import { readSamples } from './samples';

/** A `kvmini serve` of the bundled program, gone when the test is over. */
export interface Served extends Running {
  readonly url: string;
  readonly data: string;
  readonly outputDir: string;
  /** The environment in which a run finds it. */
  readonly env: Record<string, string>;
  /** What it has written to stdout so far. */
  readonly shown: () => string;
}

/**
 * Starts `kvmini serve` on a free port with a data folder of its own.
 *
 * @param prepare fills that folder before
 * @param before a script that Node runs before the program
 */
export async function startServe(
  prepare: (data: string) => void = () => {},
  before?: string,
): Promise<Served> {
  const data = newFolder();
  prepare(data);
  const outputDir = join(data, 'results');
  const env = {
    KVMINI_DATA: data,
    KVMINI_OUTPUT_DIR: outputDir,
    KVMINI_SOCKET: join(data, 'live.sock'),
  };
  const node = [process.execPath, ...(before === undefined ? [] : ['--require', before])];
  const running = start(['serve', '--port', '0'], env, node);
  onTestFinished(() => void running.child.kill('SIGKILL'));
  let shown = '';
  running.child.stdout?.on('data', (text) => {
    shown += text;
  });
  await until(() => shown.includes('serves port'));
  const port = /serves port (\d+)/.exec(shown)?.[1];
  return { ...running, url: `http://127.0.0.1:${port}`, data, outputDir, env, shown: () => shown };
}

/** The samples of a scrape by their names with labels. */
export async function scrape(url: string): Promise<Map<string, number>> {
  return readSamples(await (await fetch(`${url}/metrics`)).text());
}
