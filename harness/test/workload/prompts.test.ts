import { expect, test } from 'vitest';
import { generatedPrompts, type Prompts } from '../../src/workload/prompts';

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
