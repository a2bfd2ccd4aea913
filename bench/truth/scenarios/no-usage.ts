import { PLAIN_SERVER } from '../servers/settings';
import { PLAIN_WORK } from '../work';
import { type Scenario, TIMES } from './scenario';

/** Tokens can be counted by a tokenizer alone. */
export const noUsage: Scenario = {
  name: 'no-usage',
  title: 'usage missing',
  reason:
    'The server says nothing of tokens, and two of them come in each chunk: tokens can be known by a tokenizer alone.',
  issue: 'https://github.com/eugr/llama-benchy/issues/18',
  server: { ...PLAIN_SERVER, tokensPerChunk: 2, faultCycle: ['no_usage'] },
  work: PLAIN_WORK,
  figures: TIMES,
  mostLagMs: 2,
};
