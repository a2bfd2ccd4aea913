import { PLAIN_SERVER } from '../servers/settings';
import { PLAIN_WORK } from '../work';
import type { Scenario } from './scenario';

/** A coordinated omission, where a tool makes one. */
export const stall: Scenario = {
  name: 'stall',
  title: 'a stall of 2 s at 20/s, ten at a time',
  reason:
    'The server is silent for 2 s while users come at 20/s, of whom ten are let in. From when they came, they waited seconds; who begins to count when a request is sent at last leaves that out.',
  issue: 'https://github.com/vllm-project/vllm/issues/54101',
  server: { ...PLAIN_SERVER, pause: { after: 40, length: 2000 } },
  work: { ...PLAIN_WORK, requests: 120, cap: 10 },
  figures: ['waited', 'ttft', 'e2e', 'errors', 'sendRate', 'sent'],
  mostLagMs: 2,
};
