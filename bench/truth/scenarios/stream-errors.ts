import { PLAIN_SERVER } from '../servers/settings';
import { PLAIN_WORK } from '../work';
import { type Scenario, TIMES } from './scenario';

/** Two of five answers fail inside a stream that HTTP finds in order. */
export const streamErrors: Scenario = {
  name: 'stream-errors',
  title: 'errors inside valid streams',
  reason:
    'Of five requests one ends with an error object and one with `error` for its finish reason, both with status 200 and `[DONE]`: half of a generation that failed is no success.',
  issue: 'https://github.com/vllm-project/vllm/pull/57519',
  server: {
    ...PLAIN_SERVER,
    faultCycle: ['none', 'none', 'none', 'stream_error', 'finish_error'],
  },
  work: PLAIN_WORK,
  figures: [...TIMES, 'tokenThroughput'],
  mostLagMs: 2,
};
