import type { RunNumbers } from './counted';

/** Says where the count of a run's output tokens is from, or why there is none. */
export function outputTokensFrom({ outputTokens, counts }: RunNumbers): string {
  const { withoutUsage, tokenized = 0, successes } = counts;
  const byTokenizer = tokenized > 0 ? `; a tokenizer counted those of ${tokenized} requests` : '';
  const unknown = withoutUsage - tokenized;
  return outputTokens === null
    ? `Unknown: there is no count for ${unknown} of ${successes} successes${byTokenizer}.`
    : `As the server's usage says${byTokenizer}.`;
}
