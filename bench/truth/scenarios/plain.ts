import { PLAIN_SERVER } from '../servers/settings';
import { PLAIN_WORK } from '../work';
import { type Scenario, TIMES } from './scenario';

/** Nothing unusual. */
export const plain: Scenario = {
  name: 'plain',
  title: 'plain streaming at 20/s',
  reason:
    'Nothing is unusual here: a role chunk right before the first token, a token a chunk, usage at the end. Who is wrong here is wrong everywhere.',
  issue: 'https://github.com/tenstorrent/tt-inference-server/issues/259',
  server: PLAIN_SERVER,
  work: PLAIN_WORK,
  figures: [...TIMES, 'firstRequest'],
  mostLagMs: 2,
};
