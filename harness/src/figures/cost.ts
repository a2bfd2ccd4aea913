import type { Counted, RunNumbers } from './counted';

const AMOUNTS = {
  requestThroughput: ({ counts }: Counted) => counts.successes,
  outputTokenThroughput: ({ outputTokens }: Counted) => outputTokens,
} as const;

/** What so many of something cost; a run that made none of it has no such price. */
export function cost(rate: keyof typeof AMOUNTS, count: number) {
  const value = (run: RunNumbers): number | null => {
    const amount = AMOUNTS[rate](run);
    const { cost: price, durationSeconds: seconds } = run;
    if (!price || !amount || !seconds) return null;
    return (count * (price.perHour / 3_600) * seconds) / amount;
  };
  return { value, over: { rate, count }, ifKnown: true, better: 'lower' } as const;
}
