import { PLAIN_SERVER } from '../servers/settings';
import { PLAIN_WORK } from '../work';
import type { Scenario } from './scenario';

/** What the gaps between requests are at a constant rate. */
export const constant: Scenario = {
  name: 'constant',
  title: 'even arrivals',
  reason:
    "At a constant rate all gaps are the same: their coefficient of variation is 0. What comes in bunches queues, and that queue is the tool's own.",
  issue: 'https://github.com/inference-sim/inference-sim/issues/845',
  server: { ...PLAIN_SERVER, ttft: 20, gap: 2 },
  work: { ...PLAIN_WORK, requests: 300, rate: 50 },
  figures: ['variation', 'sendRate', 'repeatable'],
  mostLagMs: 2,
};
