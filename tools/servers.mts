/**
 * Runs the tests against real model servers, a real Prometheus and a real browser: `npm run test:servers`, with
 * `-- --vllm` real vLLM too. What else is given goes to vitest.
 */
import { spawnSync } from 'node:child_process';
import { VLLM } from './servers/needs';

const given = process.argv.slice(2);
const vitest = ['vitest', 'run', '--config', 'harness/test/servers/vitest.config.mts'];
const { status } = spawnSync('npx', [...vitest, ...given.filter((flag) => flag !== '--vllm')], {
  stdio: 'inherit',
  env: { ...process.env, ...(given.includes('--vllm') && { [VLLM]: '1' }) },
});
process.exitCode = status ?? 1;
