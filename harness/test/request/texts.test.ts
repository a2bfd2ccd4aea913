import { expect, test } from 'vitest';
import { FigureCollector } from '../../src/figures/collector';
import type { RequestRow } from '../../src/request/row';
import { AnswerTexts } from '../../src/request/texts';

const row = (index: number) => ({ index, chunkGapsMs: [1] }) as unknown as RequestRow;
const kept = (texts: AnswerTexts) =>
  texts.answers.map(({ row, text }) => [row.index, text.toString('utf8')]);

test('texts are kept without the gaps of their rows, and those that were dropped are not', () => {
  const texts = new AnswerTexts();
  const [one, two] = [texts.open(), texts.open()];
  one.add('hé');
  two.add('gone');
  one.add('llo');
  two.drop();
  one.keep(row(1));
  two.keep(row(2));
  expect(kept(texts)).toEqual([[1, 'héllo']]);
  expect(texts.answers[0]?.row.chunkGapsMs).toEqual([]);
});

test('a row keeps how many chunks it had, so that its tokens are not taken for one that came at once', () => {
  const texts = new AnswerTexts();
  const times = { firstTokenMs: 5, lastTokenMs: 5, chunkGapsMs: [0, 0] };
  const ended = { ...{ phase: 'measured', outcome: 'success' }, ...row(1), ...times } as RequestRow;
  const text = texts.open();
  text.add('three tokens here');
  text.keep(ended);
  const collector = new FigureCollector();
  collector.add(ended);
  for (const answer of texts.answers) collector.countTokens(answer.row, 3);
  expect(collector.figures().counts).toMatchObject({ atOnce: 1, tokenized: 1 });
});

test('texts that are larger than there is room for are lost, those before and after are not', () => {
  const texts = new AnswerTexts(100_000);
  for (const [index, length] of [50_000, 60_000, 40_000].entries()) {
    const text = texts.open();
    text.add('x'.repeat(length));
    text.keep(row(index));
  }
  expect(kept(texts).map(([index]) => index)).toEqual([0, 2]);
});

test('64 MiB of texts are kept, more is not; nor is a text of more than 4 MiB', () => {
  const texts = new AnswerTexts();
  const mebibyte = 'x'.repeat(1024 * 1024);
  for (let i = 0; i < 70; i++) {
    const text = texts.open();
    text.add(mebibyte);
    text.keep(row(i));
  }
  // A text takes a little more than its bytes.
  expect(texts.answers).toHaveLength(63);
  const others = new AnswerTexts();
  for (const parts of [4, 5]) {
    const text = others.open();
    for (let i = 0; i < parts; i++) text.add(mebibyte);
    text.keep(row(parts));
  }
  expect(others.answers.map((each) => each.row.index)).toEqual([4]);
});

test('unfinished texts of many small parts take no more than there is room for', () => {
  const texts = new AnswerTexts(10_000);
  const open = Array.from({ length: 10 }, () => texts.open());
  for (let i = 0; i < 1_000; i++) for (const each of open) each.add('x');
  for (const [i, each] of open.entries()) each.keep(row(i));
  expect(texts.answers).toEqual([]);
  const next = texts.open();
  next.add('room again');
  next.keep(row(11));
  expect(kept(texts)).toEqual([[11, 'room again']]);
});
