import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installServer } from '../../../tools/servers/install.mjs';
import { canRunServers, VLLM } from '../../../tools/servers/needs';
import type { RequestRow } from '../../src/request/row';
import type { Results } from '../../src/results/schema';
import { measure } from './measured';
import { type Attached, attach, detach } from './model-server';
import { NO_SPECIAL_TOKENS, testRealServer } from './suite';

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
/** Client's and server's mean time per output token may be so far apart. */
const MOST_TPOT_MS = 0.1;
const ATTEMPTS = 3;
const BODY = JSON.stringify({ logit_bias: NO_SPECIAL_TOKENS });

/**
 * What both counted, and their means: the server's time per token is that between its tokens, over all of them, and so is the
 * client's here.
 */
function beside({ counts, promptTokens, outputTokens, server }: Results, rows: RequestRow[]) {
  const measured = rows.filter(
    ({ phase, outcome }) => phase === 'measured' && outcome === 'success',
  );
  const gaps = measured.map((row) => {
    const { firstTokenMs = 0, lastTokenMs = 0, outputTokens: tokens = 0 } = row;
    return { ms: lastTokenMs - firstTokenMs, tokens: tokens - 1 };
  });
  const sum = (of: (each: (typeof gaps)[number]) => number) =>
    gaps.reduce((all, each) => all + of(each), 0);
  const client = sum(({ ms }) => ms) / sum(({ tokens }) => tokens);
  const own = server?.times?.tokenGap.mean ?? Number.NaN;
  return {
    client: { requests: counts.attempts, promptTokens, outputTokens },
    server: {
      requests: server?.counts?.requests,
      promptTokens: server?.counts?.promptTokens,
      outputTokens: server?.counts?.outputTokens,
    },
    ...{ tpotClient: client, tpotServer: own, tpotLess: client - own },
  };
}

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

  test.each([
    ['two at a time', ['--concurrency', '2']],
    ['an open loop', ['--rate', '6']],
  ])('%s: its own counts are those of the client, and its time per token too', async (_, flags) => {
    for (let attempt = 1; ; attempt++) {
      const load = ['--server-metrics', '--requests', '60', '--warmup', '2', '--extra-body', BODY];
      const { ended, results, rows } = await measure(url, COUNTERS, [...load, ...flags]);
      const compared = beside(results, rows);
      console.info(`client beside vLLM, ${flags.join(' ')}:`, JSON.stringify(compared));
      expect(ended.code).toBe(0);
      expect(compared.server).toEqual(compared.client);
      expect(results.server?.notes).toEqual([]);
      // A machine that keeps the load generator waiting adds what it waited.
      if (attempt < ATTEMPTS && Math.abs(compared.tpotLess) >= MOST_TPOT_MS) continue;
      expect(Math.abs(compared.tpotLess)).toBeLessThan(MOST_TPOT_MS);
      return;
    }
  });
});
