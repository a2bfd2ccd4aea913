import { expect, test } from 'vitest';
import { type LiveRow, liveEvent } from '../../src/live/events';
import { LiveRun } from '../../src/live/run';
import { MOST_COUNTED, type RequestRow } from '../../src/request/row';
import { HarnessMetrics } from '../../src/serve/metrics';
import { MADE_ROWS } from '../figures/made-rows';
import { MADE_RECORD, MADE_RESULTS } from '../figures/made-run';
import { toldBy } from './told';

const MADE = MADE_ROWS[1] as RequestRow;
const ODD: readonly number[] = [
  ...[-5, 1.5, MOST_COUNTED + 1, 2 ** 53, 1e308, Number.POSITIVE_INFINITY, Number.NaN],
];

/** What the other end of a feed is told of these rows. */
async function toldOf(rows: readonly RequestRow[]): Promise<Record<string, unknown>[]> {
  const told = await toldBy((feed) => {
    feed.started(MADE_RECORD);
    for (const row of rows) feed.row(row, true);
    feed.finished(MADE_RESULTS);
  });
  return (told as Record<string, unknown>[]).filter(({ type }) => type === 'row');
}

test('a request with a count or a time that nobody could believe is told without, and is not refused', async () => {
  const counts = ODD.flatMap((count) => [
    { ...MADE, outputTokens: count },
    { ...MADE, promptTokens: count },
  ]);
  const times = [-1_000, 1e308 * 10, Number.NaN].map((time) => ({ ...MADE, firstTokenMs: time }));
  const limit = { ...MADE, promptTokens: 0, outputTokens: MOST_COUNTED };
  const told = await toldOf([...counts, ...times, limit]);
  expect(told).toHaveLength(counts.length + times.length + 1);
  const bare = { type: 'row', phase: 'measured', outcome: 'success' };
  expect(told.slice(0, -1)).toEqual(Array(told.length - 1).fill(bare));
  expect(told.at(-1)).toMatchObject({ promptTokens: 0, outputTokens: MOST_COUNTED, ttft: 0.1 });
  for (const row of told) expect(liveEvent.safeParse(row).success).toBe(true);
});

test('what is told is refused where a count is out of its limits', () => {
  const row = (outputTokens: unknown) =>
    liveEvent.safeParse({ type: 'row', phase: 'measured', outcome: 'success', outputTokens });
  for (const count of [0, MOST_COUNTED]) expect(row(count).success).toBe(true);
  for (const count of [...ODD, '7', null]) expect(row(count).success).toBe(false);
});

test('metrics throw at nothing, and count nothing that nobody could believe', async () => {
  const metrics = new HarnessMetrics(['p'], () => []);
  const about = { run: 'r', profile: 'p', model: 'm', target: 't', rate: 0 };
  const run = new LiveRun({ type: 'started', ...about, planned: { warmup: 0, measured: 0 } });
  const row = { type: 'row', phase: 'measured', outcome: 'success', ttft: 0.5 } as const;
  for (const odd of [...ODD, '7', null, {}]) {
    const counts = { promptTokens: odd, outputTokens: odd, endToEnd: odd } as Partial<LiveRow>;
    expect(() => metrics.row(run, { ...row, ...counts })).not.toThrow();
  }
  metrics.row(run, { ...row, promptTokens: 3, outputTokens: MOST_COUNTED });
  const shown = await metrics.registry.metrics();
  expect(shown).toContain(`kvmini_output_tokens_total{profile="p"} ${MOST_COUNTED}\n`);
  expect(shown).toContain('kvmini_prompt_tokens_total{profile="p"} 3\n');
  // 1.5 is a time like another, and so is 2^53; what is below 0, endless or no number is not.
  expect(shown).toContain('kvmini_time_to_first_token_seconds_count{profile="p"} 11\n');
});
