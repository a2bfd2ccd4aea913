import { PLAIN_SERVER } from '../servers/settings';
import { PLAIN_WORK } from '../work';
import type { Scenario } from './scenario';

/** What the gaps between requests are, and whether a seed makes them again. */
export const poisson: Scenario = {
  name: 'poisson',
  title: 'Poisson arrivals',
  reason:
    'Exponential gaps have a coefficient of variation of 1, and the same seed must give the same ones: otherwise two runs differ by their load, and not by the server.',
  issue: 'https://github.com/inference-sim/inference-sim/issues/845',
  server: { ...PLAIN_SERVER, ttft: 20, gap: 2 },
  work: { ...PLAIN_WORK, requests: 300, rate: 50, pattern: 'poisson' },
  figures: ['variation', 'sendRate', 'repeatable'],
  mostLagMs: 2,
};
