import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe } from 'vitest';
import { installServer } from '../../../tools/servers/install';
import { canRunServers, VLLM } from '../../../tools/servers/needs';
import { type Attached, attach, detach } from './model-server';
import { testRealServer } from './suite';

const COUNTERS = {
  promptTokens: ['vllm:prompt_tokens_total'],
  outputTokens: ['vllm:generation_tokens_total'],
};
/** Nothing is asked of the internet or sent there, and one core is left to the load generator. */
const ENVIRONMENT = {
  HF_HUB_OFFLINE: '1',
  TRANSFORMERS_OFFLINE: '1',
  VLLM_NO_USAGE_STATS: '1',
  DO_NOT_TRACK: '1',
  VLLM_CPU_KVCACHE_SPACE: '1',
  VLLM_CPU_OMP_THREADS_BIND: 'nobind',
  OMP_NUM_THREADS: '1',
};
/** vLLM has no flag that ends it with its parent: a shell does, when its stdin is closed. */
const ATTACHED = '"$@" & server=$!; cat > /dev/null; kill $server; wait $server';
const STARTS_WITHIN_MS = 600_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilReady(url: string): Promise<void> {
  const late = performance.now() + STARTS_WITHIN_MS;
  const isReady = () =>
    fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (performance.now() > late) throw new Error('vLLM did not start');
    await sleep(500);
  }
}

describe.skipIf(process.env[VLLM] === undefined || !canRunServers())('vLLM', () => {
  let server: Attached;
  let url: string;
  beforeAll(async () => {
    const { python, model } = installServer('vllm');
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const limits = ['--dtype', 'float32', '--max-model-len', '1024', '--max-num-seqs', '32'];
    const where = ['--served-model-name', 'tiny', '--host', '127.0.0.1', '--port', `${port}`];
    const vllm = [join(dirname(python), 'vllm'), 'serve', model, ...where, ...limits];
    server = attach('sh', ['-c', ATTACHED, 'sh', ...vllm, '--enforce-eager'], ENVIRONMENT);
    await untilReady(url);
  });
  afterAll(() => detach(server));

  testRealServer(() => ({ url, counters: COUNTERS }));
});
