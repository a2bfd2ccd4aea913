import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installServer } from '../../../tools/servers/install.mjs';
import { canRunServers } from '../../../tools/servers/needs';
import { run, until } from '../cli/program';
import { newFolder, readRun } from '../run/runs';
import { type Attached, attach, detach, nextLine, scrape } from './model-server';
import { testRealServer } from './suite';

const SERVE = join(__dirname, '../../../tools/servers/serve_llamacpp.py');
const SERVED = 'llamacpp:tokens_predicted_total';
const COUNTERS = {
  promptTokens: ['llamacpp:prompt_tokens_total', 'llamacpp:prompt_tokens_cached_total'],
  outputTokens: [SERVED],
};

async function startServer(): Promise<Attached & { readonly url: string }> {
  const { python, model } = installServer('llamacpp');
  const server = attach(python, [SERVE, join(model, 'tiny.gguf')]);
  return { ...server, url: await nextLine(server) };
}

describe.skipIf(!canRunServers())("llama.cpp's server", () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => detach(server));

  testRealServer(() => ({ url: server.url, counters: COUNTERS }));

  test('killed under the run, it fails the run, and what was measured is kept', async () => {
    const mortal = await startServer();
    const outputDir = newFolder();
    const load = ['--duration', '6s', '--rate', '20', '--max-tokens', '16', '--no-progress'];
    const ended = run(['bench', '--url', mortal.url, '--output-dir', outputDir, ...load]);
    await until(async () => ((await scrape(mortal.url)).get(SERVED) ?? 0) > 200);
    mortal.child.kill('SIGKILL');
    expect((await ended).code).toBe(1);
    const { results } = readRun(join(outputDir, 'latest'));
    expect(results.outcome).toBe('failed');
    expect(results.counts.successes).toBeGreaterThan(0);
  });
});
