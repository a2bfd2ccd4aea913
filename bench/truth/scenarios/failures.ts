import { PLAIN_SERVER } from '../servers/settings';
import { PLAIN_WORK } from '../work';
import { type Scenario, TIMES } from './scenario';

/** Three of eight requests fail, each in a way that HTTP shows. */
export const failures: Scenario = {
  name: 'failures',
  title: '429s and cut streams among successes',
  reason:
    'Of eight requests one is refused with 429, one ends without an end after half of its tokens, and one connection is reset there. A failure that is not counted, or that is in the latencies of successes, makes a failing server look fast.',
  issue: 'https://github.com/gpustack/gpustack/issues/1677',
  server: {
    ...PLAIN_SERVER,
    faultCycle: ['none', 'none', 'none', 'http_429', 'none', 'truncated', 'none', 'reset'],
  },
  work: PLAIN_WORK,
  figures: TIMES,
  mostLagMs: 2,
};
