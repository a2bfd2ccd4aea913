import { expect, test } from 'vitest';
import { besideBaseline } from '../../src/results/baseline-text';
import type { RunRecord } from '../../src/results/schema';
import { MADE_RECORD } from '../figures/made-run';
import { madeReport } from '../report/made-report';

const RUN = '2026-11-24_03-00-00';

const held = (exitCode: number, worse: readonly string[], run: string | null = RUN): RunRecord => ({
  ...MADE_RECORD,
  exitCode,
  baseline: { asked: 'latest-good', run, maxRegression: 0.05, worse: [...worse] },
});

test.each<[string, RunRecord, string | undefined]>([
  ['as good', held(0, []), `No figure is surely worse than in ${RUN} by more than 5.00 %`],
  [
    'as good, but for its SLO',
    held(3, []),
    `No figure is surely worse than in ${RUN} by more than 5.00 %`,
  ],
  ['worse', held(3, ['A, p50', 'B']), `Worse than in ${RUN} by more than 5.00 %: A, p50; B`],
  ['the first of its name', held(0, [], null), 'There was no good run yet to compare with'],
  ['without figures', held(1, []), undefined],
  ['interrupted', held(130, []), undefined],
  ['held against nothing', { ...MADE_RECORD, exitCode: 0 }, undefined],
])('of a run that is %s', (_, record, text) => {
  expect(besideBaseline(record)?.text).toBe(text);
});

test('only a worse run is marked as bad', () => {
  expect(besideBaseline(held(3, ['A']))?.isWorse).toBe(true);
  expect(besideBaseline(held(3, []))?.isWorse).toBe(false);
  expect(besideBaseline(held(0, [], null))?.isWorse).toBe(false);
});

test('the report says it above its figures, as an alert where it is worse', async () => {
  const worse = await madeReport({ record: held(3, ['Error rate']) });
  expect(worse.texts('[role=alert]')).toContain(
    `Worse than in ${RUN} by more than 5.00 %: Error rate.`,
  );
  const good = await madeReport({ record: held(0, []) });
  expect(good.texts('.note')).toContain(
    `No figure is surely worse than in ${RUN} by more than 5.00 %.`,
  );
  expect(good.texts('[role=alert]').join()).not.toContain('worse');
});
