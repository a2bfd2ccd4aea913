import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors';
import { datasetPrompts, generatedPrompts, type Prompts } from '../../src/workload/prompts';
import { newFolder } from '../run/runs';

const firstOf = (prompts: Prompts, count: number) => Array.from({ length: count }, prompts);

// Computed from the definitions outside of this program: those of a seed must stay what they are.
test.each([
  [1, ['ice hand time wall water', 'water light dark rain oil']],
  [2, ['farm salt moon paper ship', 'king fish snow sun time']],
  [7, ['wall wood wind dark sun', 'head home land snow lake']],
])('the first prompts of seed %i, each of other words', (seed, prompts) => {
  expect(firstOf(generatedPrompts(5, seed), 2)).toEqual(prompts);
});

test('a seed makes prompts repeatable, another seed other ones', () => {
  const of = (seed: number) => firstOf(generatedPrompts(20, seed), 10);
  expect(of(3)).toEqual(of(3));
  const both = new Set([...of(3), ...of(4)]);
  expect(both.size).toBe(20);
});

test.each([0, 1, 2, 32, 1_000])('a prompt of %i tokens has as many words', (tokens) => {
  for (const prompt of firstOf(generatedPrompts(tokens, 5), 3)) {
    expect(String(prompt).split(' ').filter(Boolean)).toHaveLength(tokens);
    expect(prompt).toMatch(/^([a-z]+( [a-z]+)*)?$/);
  }
});

test('prompts use all words, each about as often', () => {
  const uses = new Map<string, number>();
  for (const word of String(generatedPrompts(72_000, 1)()).split(' ')) {
    uses.set(word, (uses.get(word) ?? 0) + 1);
  }
  expect(uses.size).toBe(72);
  // 1,000 each on average; five standard deviations of chance are 157.
  for (const count of uses.values()) expect(Math.abs(count - 1_000)).toBeLessThan(157);
});

/** A data set with these lines. */
function fileOf(text: string): string {
  const path = join(newFolder(), 'data.jsonl');
  writeFileSync(path, text);
  return path;
}

const CHAT = [
  { role: 'system', content: 'Be brief', name: 'kept' },
  { role: 'user', content: 'Hi' },
];

test('a data set is handed out in order, over and over', () => {
  const path = fileOf(
    `\n{"prompt":"a"}\r\n \n{"prompt":"","more":1}\n${JSON.stringify({ messages: CHAT })}\n\n`,
  );
  const all = ['a', '', CHAT];
  expect(firstOf(datasetPrompts(path, true), 7)).toEqual([...all, ...all, 'a']);
});

test('texts can be sent to both endpoints, messages only to a chat', () => {
  const texts = fileOf('{"prompt":"a"}\n{"prompt":"b"}');
  expect(firstOf(datasetPrompts(texts, false), 3)).toEqual(['a', 'b', 'a']);
  const mixed = fileOf(`{"prompt":"a"}\n\n${JSON.stringify({ messages: CHAT })}\n`);
  expect(firstOf(datasetPrompts(mixed, true), 2)).toEqual(['a', CHAT]);
  expect(() => datasetPrompts(mixed, false)).toThrow(
    new UsageError(
      `${mixed}:3: expected "prompt", found "messages", which --endpoint completions can't send`,
    ),
  );
});

test.each([
  ['no JSON', 'prompt: a'],
  ['text', '"a"'],
  ['null', 'null'],
  ['neither', '{"text":"a"}'],
  ['a prompt that is no text', '{"prompt":5}'],
  ['no messages', '{"messages":[]}'],
  ['a message without role', '{"messages":[{"content":"a"}]}'],
])('a line with %s is refused with its place', (_, line) => {
  const path = fileOf(`{"prompt":"a"}\n\r\n\n${line}\n{"prompt":"b"}\n`);
  expect(() => datasetPrompts(path, true)).toThrow(
    new UsageError(
      `${path}:4: expected a JSON object with "prompt" (a string) or "messages" (a list); found neither`,
    ),
  );
});

test('a data set without a line, and one that is not there, are refused', () => {
  for (const text of ['', '\n \r\n']) {
    const path = fileOf(text);
    expect(() => datasetPrompts(path, true)).toThrow(
      new UsageError(`${path}: holds no prompt; give it at least one`),
    );
  }
  const path = join(newFolder(), 'none.jsonl');
  expect(() => datasetPrompts(path, true)).toThrow(UsageError);
  expect(() => datasetPrompts(path, true)).toThrow(`dataset ${path}: can't be read: ENOENT`);
});
