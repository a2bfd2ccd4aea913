import { expect, test } from 'vitest';
import { measure, type TokenCounters } from './measured';
import { medianErrors, watchPackets } from './packets';

/** So often may a run be repeated whose machine kept its load generator waiting. */
const ATTEMPTS = 3;

/** The first tokens of the tiny model, by their numbers. */
const SPECIAL_TOKENS = [0, 1, 2, 3, 4];
/** Special tokens have no text, so that nobody but the server could count or time them: they are ruled out. */
export const NO_SPECIAL_TOKENS = Object.fromEntries(SPECIAL_TOKENS.map((token) => [token, -100]));

/** A real server that runs. */
export interface RealServer {
  readonly url: string;
  readonly counters: TokenCounters;
}

/** What holds against every real server. */
export function testRealServer(server: () => RealServer): void {
  const measured = (...flags: string[]) => measure(server().url, server().counters, flags);

  test.each([1, 2, 4, 16])(
    '%i at a time: no false reset, and tokens as it counts them',
    async (concurrency) => {
      const load = ['--concurrency', `${concurrency}`, '--requests', '60'];
      const { ended, results, counted } = await measured(...load);
      expect(ended.code).toBe(0);
      expect(results.errorsByReason).toEqual({});
      expect(results.counts).toMatchObject({ attempts: 60, successes: 60, withoutUsage: 0 });
      expect(results).toMatchObject(counted);
    },
  );

  test.each([
    ['whole answers', ['--no-stream']],
    ['completions', ['--endpoint', 'completions']],
    ['an open loop', ['--rate', '10']],
  ])('%s: tokens as it counts them', async (_what, flags) => {
    const { ended, results, counted } = await measured('--requests', '30', ...flags);
    expect(ended.code).toBe(0);
    expect(results.counts).toMatchObject({ attempts: 30, successes: 30 });
    expect(results).toMatchObject(counted);
  });

  test('without usage, its own tokenizer counts', async () => {
    const body = JSON.stringify({ stream_options: null, logit_bias: NO_SPECIAL_TOKENS });
    const { ended, results, counted } = await measured('--requests', '20', '--extra-body', body);
    expect(ended.code).toBe(0);
    expect(results.counts).toMatchObject({ successes: 20, withoutUsage: 20, tokenized: 20 });
    expect(results.outputTokens).toBe(counted.outputTokens);
  });

  test('time to the first and the last token are within a millisecond of the packets at p50', async () => {
    for (let attempt = 1; ; attempt++) {
      const seen = await watchPackets(server().url);
      const { rows, record } = await measured('--rate', '8', '--requests', '60', '--warmup', '2');
      const errors = medianErrors(record.id, rows, await seen());
      console.info(`reported less packets, of ${errors.requests} requests at p50:`, errors);
      if (attempt < ATTEMPTS && (errors.first > 1 || errors.last > 1)) continue;
      expect(errors.requests).toBeGreaterThanOrEqual(50);
      expect(Math.abs(errors.first)).toBeLessThanOrEqual(1);
      expect(Math.abs(errors.last)).toBeLessThanOrEqual(1);
      return;
    }
  });
}
