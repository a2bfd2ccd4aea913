import { PLAIN_SERVER } from '../servers/settings';
import { PLAIN_WORK } from '../work';
import { type Scenario, TIMES } from './scenario';

/** The role comes at once, and the first token 100 ms later. */
export const roleFirst: Scenario = {
  name: 'role-first',
  title: 'a role-only first chunk',
  reason:
    'Many servers send a chunk with the role at once and the first token when it is there. Who takes that chunk for a token tells a time to first token of nearly nothing, and a time per output token that holds the wait.',
  issue: 'https://github.com/vllm-project/vllm/issues/3759',
  server: { ...PLAIN_SERVER, faultCycle: ['role_only'] },
  work: PLAIN_WORK,
  figures: TIMES,
  mostLagMs: 2,
};
