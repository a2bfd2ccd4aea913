import { PLAIN_SERVER } from '../servers/settings';
import { PLAIN_WORK } from '../work';
import type { Scenario } from './scenario';

/** No tokenizer is given, and none can be fetched. */
export const offline: Scenario = {
  name: 'offline',
  title: 'the name of the model alone, without a network',
  reason:
    'A server is measured by its address and the name of its model. Who needs a tokenizer from a hub for that does not start in a cluster without a way out.',
  issue: 'https://github.com/vllm-project/guidellm/issues/103',
  server: PLAIN_SERVER,
  work: { ...PLAIN_WORK, requests: 20, tokenizer: false },
  figures: ['ttft', 'outputTokens', 'firstRequest'],
  mostLagMs: 2,
};
