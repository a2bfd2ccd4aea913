import { PLAIN_SERVER } from '../servers/settings';
import { PLAIN_WORK } from '../work';
import type { Scenario } from './scenario';

/** The tool is the bottleneck, where there is one. */
export const fast: Scenario = {
  name: 'fast',
  title: '1,000/s',
  reason:
    "A server that takes 1,000 requests a second measures the tool: who can't send or read so fast tells its own queue for the server's latency.",
  issue: 'https://github.com/vllm-project/vllm/issues/39963',
  server: { ...PLAIN_SERVER, ttft: 20, gap: 5 },
  work: { ...PLAIN_WORK, requests: 5000, rate: 1000, concurrency: 64, tokens: 8 },
  figures: ['sendRate', 'ttft', 'tpot', 'e2e', 'throughput', 'errors', 'cpu'],
  mostLagMs: 2,
};
