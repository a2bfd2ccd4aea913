import { expect, test } from 'vitest';
import { BOUNDS, MOST_GAPS } from '../../src/request/bounds';
import { AnswerBudget } from '../../src/request/budget';
import type { RequestRow } from '../../src/request/row';
import { AnswerTexts } from '../../src/request/texts';

test('how much is read of what a server sends, in bytes', () => {
  expect(BOUNDS).toEqual({
    ...{ event: 16_777_216, whole: 16_777_216, stream: 268_435_456, held: 268_435_456 },
    ...{ errorBody: 8_192, modelList: 4_194_304, tokenized: 16_777_216 },
    ...{ eventLines: 65_536, jsonValues: 1_048_576 },
  });
  expect(MOST_GAPS).toBe(65_536);
});

/** Shares of a budget, and which of them were told that they take too much. */
function shares(most: number, names: string) {
  const budget = new AnswerBudget(most);
  const failed: string[] = [];
  const open = Object.fromEntries(
    [...names].map((name) => [name, budget.share(() => failed.push(name))]),
  );
  const take = (name: string, bytes: number) => {
    open[name]?.take(bytes);
    return [failed.join(''), budget.held];
  };
  return { budget, failed, open, take };
}

test('all that may be held is held; past it the largest share fails, once', () => {
  const { take } = shares(100, 'abc');
  expect(take('a', 60)).toEqual(['', 60]);
  expect(take('b', 40)).toEqual(['', 100]);
  expect(take('c', 1)).toEqual(['a', 41]);
  expect(take('a', 500)).toEqual(['a', 41]);
  expect(take('a', -60)).toEqual(['a', 41]);
  expect(take('b', 60)).toEqual(['ab', 1]);
  expect(take('c', 99)).toEqual(['ab', 100]);
  expect(take('c', 1)).toEqual(['abc', 0]);
});

test('what was given back is there for others, and who holds nothing does not fail', () => {
  const { open, take } = shares(100, 'abc');
  expect(take('a', 90)).toEqual(['', 90]);
  expect(take('a', -90)).toEqual(['', 0]);
  expect(take('b', 100)).toEqual(['', 100]);
  open.b?.close();
  open.b?.close();
  expect(take('b', 5)).toEqual(['', 0]);
  expect(take('c', 101)).toEqual(['c', 0]);
});

test('one that closes itself when it is told so is closed already', () => {
  const budget = new AnswerBudget(10);
  const share = budget.share(() => {
    share.take(-11);
    share.close();
  });
  share.take(11);
  expect(budget.held).toBe(0);
});

test('of shares as large as each other the one that was opened first fails', () => {
  const { take } = shares(100, 'ab');
  take('b', 50);
  expect(take('a', 51)).toEqual(['a', 50]);
  const even = shares(100, 'ab');
  even.take('b', 51);
  expect(even.take('a', 51)).toEqual(['b', 51]);
});

const ROW = { index: 1, chunkGapsMs: [], firstTokenMs: 1 } as unknown as RequestRow;

/** Whether texts of these parts are kept, one after the other, where all together may take so much. */
function kept(most: number, ...all: string[][]) {
  const texts = new AnswerTexts(most);
  return all.map((parts) => {
    const before = texts.answers.length;
    const text = texts.open();
    for (const part of parts) text.add(part);
    text.keep(ROW);
    return texts.answers.length > before;
  });
}

test('a text takes its bytes and 512 more', () => {
  expect(kept(515, ['abc'])).toEqual([true]);
  expect(kept(514, ['abc'])).toEqual([false]);
  expect(kept(515, ['éa'], ['a'])).toEqual([true, false]);
  expect(kept(515, ['éab'])).toEqual([false]);
  expect(kept(1_025, ['a'], [''])).toEqual([true, true]);
  expect(kept(1_024, ['a'], [''])).toEqual([true, false]);
});

test('while it is open each of its parts takes its characters and 32 more', () => {
  const parts = (length: number, count: number) => Array(count).fill('x'.repeat(length));
  expect(kept(4_000, parts(68, 40))).toEqual([true]);
  expect(kept(4_000, [...parts(68, 39), 'x'.repeat(69)])).toEqual([false]);
  expect(kept(4_000, [...parts(68, 40), ''])).toEqual([false]);
});

test('a text that was lost takes nothing more, and gives back no more than it took', () => {
  const texts = new AnswerTexts(1_000);
  const [lost, other] = [texts.open(), texts.open()];
  lost.add('x'.repeat(500));
  lost.add('x'.repeat(500));
  for (let i = 0; i < 100; i++) lost.add('x'.repeat(100));
  lost.keep(ROW);
  for (let i = 0; i < 100; i++) lost.drop();
  other.add('y'.repeat(968));
  other.add('');
  other.keep(ROW);
  expect(texts.answers).toEqual([]);
  const last = texts.open();
  last.add('z'.repeat(488));
  last.keep(ROW);
  expect(texts.answers).toEqual([
    { row: { ...ROW, chunks: 1 }, text: Buffer.from('z'.repeat(488)) },
  ]);
});
