import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startMockProcess } from '../src/mock/process';
import { bundle } from './bundle';

/**
 * Runs a benchmark against a mock server that queues, and now and then fails, as a busy one does:
 * everything but the GPU and the cluster.
 */
async function demo(): Promise<number> {
  const program = await bundle();
  const mock = await startMockProcess(
    [
      ...['--ttft', '120', '--gap', '12', '--jitter', '0.4', '--slots', '24'],
      ...['--fault', 'http_429=0.01', '--fault', 'truncated=0.005'],
    ],
    [process.execPath, [program]],
  );
  const outputDir = join(dirname(fileURLToPath(import.meta.url)), '../demo-results');
  const load = ['--duration', '20s', '--rate', '30', '--pattern', 'poisson', '--concurrency', '64'];
  const flags = ['--max-tokens', '48', '--warmup', '10', '--slo', 'ttft=400ms,e2e=2s,good=75%'];
  const args = ['bench', '--url', mock.url, '--output-dir', outputDir, ...load, ...flags];
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' });
  await mock.stop();
  return status ?? 1;
}

demo().then((code) => {
  process.exitCode = code;
});
