import { PLAIN_SERVER } from '../servers/settings';
import { PLAIN_WORK } from '../work';
import { type Scenario, TIMES } from './scenario';

/** Half of the tokens are reasoning. */
export const reasoning: Scenario = {
  name: 'reasoning',
  title: 'reasoning before content',
  reason:
    'The first half of the tokens are `reasoning_content`. Who reads `content` alone takes the ninth token for the first.',
  issue: 'https://github.com/kubernetes-sigs/inference-perf/issues/559',
  server: { ...PLAIN_SERVER, faultCycle: ['reasoning'] },
  work: PLAIN_WORK,
  figures: TIMES,
  mostLagMs: 2,
};
