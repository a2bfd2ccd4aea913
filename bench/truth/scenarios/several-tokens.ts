import { PLAIN_SERVER } from '../servers/settings';
import { PLAIN_WORK } from '../work';
import { type Scenario, TIMES } from './scenario';

/** Four tokens come in each chunk. */
export const severalTokens: Scenario = {
  name: 'several-tokens',
  title: 'four tokens in a chunk',
  reason:
    'With speculative decoding a chunk holds several tokens. Who counts chunks tells a fourth of the tokens and four times the time per token.',
  issue: 'https://github.com/sgl-project/sglang/pull/12064',
  server: { ...PLAIN_SERVER, tokensPerChunk: 4 },
  work: PLAIN_WORK,
  figures: TIMES,
  mostLagMs: 2,
};
