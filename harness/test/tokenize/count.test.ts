import { expect, test } from 'vitest';
import type { RequestRow } from '../../src/request/row';
import { countAnswers, type TokenCounter } from '../../src/tokenize/count';

const answer = (index: number, text: string) => ({
  row: { index } as RequestRow,
  text: Buffer.from(text),
});

/** What is counted of so many answers of four bytes, and how often the counter was asked. */
async function count(
  counter: TokenCounter,
  { answers = 20, signal = new AbortController().signal, now = (): number => 0 } = {},
) {
  const counts: [index: number, tokens: number][] = [];
  let asked = 0;
  const asking: TokenCounter = (text) => {
    asked++;
    return counter(text);
  };
  const all = Array.from({ length: answers }, (_, i) => answer(i, 'abcd'));
  const counted = ({ index }: RequestRow, tokens: number) => void counts.push([index, tokens]);
  await countAnswers(all, { counter: asking, counted, signal, now });
  return { counts, asked };
}

test('all answers are counted, in their order, however long each takes', async () => {
  let given = 0;
  const { counts } = await count(async () => {
    const mine = ++given;
    await new Promise((resolve) => setTimeout(resolve, mine % 2));
    return 1 + (mine % 4);
  });
  expect(counts.map(([index]) => index)).toEqual([...Array(20).keys()]);
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a fraction', 1.5],
  ['a number below 0', -1],
  ['no token at all', 0],
  ['more tokens than bytes', 13],
  ['text', '3'],
])('%s is no count', async (_, told) => {
  expect((await count(async () => told as number, { answers: 1 })).counts).toEqual([]);
});

test('as many tokens as bytes, and a few that a tokenizer adds, are a count', async () => {
  expect((await count(async () => 12, { answers: 1 })).counts).toEqual([[0, 12]]);
});

test('an answer without text has no token, and nobody is asked for it', async () => {
  const counts: number[] = [];
  const { signal } = new AbortController();
  await countAnswers([answer(0, '')], {
    counter: () => Promise.reject(new Error('asked')),
    counted: (_, tokens) => void counts.push(tokens),
    ...{ signal, now: () => 0 },
  });
  expect(counts).toEqual([0]);
});

test('a failure costs its answer; after eight in a row nobody is asked again', async () => {
  let asked = 0;
  const mostly: TokenCounter = async () => {
    if (++asked % 3 === 0) throw new Error('no');
    return 2;
  };
  expect((await count(mostly, { answers: 60 })).counts).toHaveLength(40);
  const none = await count(() => Promise.reject(new Error('no')), { answers: 100 });
  expect(none).toEqual({ counts: [], asked: 8 });
});

test('a counter that gives no answer in time is not asked again', async () => {
  const silent: TokenCounter = (_) =>
    new Promise((_, reject) => {
      const within = AbortSignal.timeout(1);
      within.addEventListener('abort', () => reject(within.reason));
    });
  const late = await count(silent, { answers: 100 });
  expect(late).toEqual({ counts: [], asked: 4 });
});

test('counting ends when the run does, and after a minute', async () => {
  const stop = new AbortController();
  stop.abort();
  expect((await count(async () => 2, { signal: stop.signal })).asked).toBe(0);
  let elapsed = 0;
  const slow = await count(
    async () => {
      elapsed += 10_000;
      return 2;
    },
    { now: () => elapsed },
  );
  expect(slow.asked).toBe(8);
});
