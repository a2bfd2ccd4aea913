import { expect, test } from 'vitest';
import { initNames, names } from '../../../src/validation/rules/extra-containers';

const named = (...all: readonly string[]) => all.map((name) => ({ name }));
const messages = (found: Iterable<{ readonly message: string }>) =>
  [...found].map(({ message }) => message);
const taken = (name: string, by: string) =>
  `expected a name of its own, found ${name}, which is taken by ${by}`;

test('no container beside the harness has the name of the harness, or of another', () => {
  expect(messages(names(named('a', 'kvmini', 'a'), ['extraContainers']))).toEqual([
    taken('kvmini', 'the chart itself'),
    taken('a', 'extraContainers[0]'),
  ]);
});

test('one before it has neither its name nor that of one beside it', () => {
  const all = { extraContainers: named('b', '') };
  expect(messages(initNames(named('kvmini', 'b', 'c', '', ''), ['initContainers'], all))).toEqual([
    taken('kvmini', 'the chart itself'),
    taken('b', 'extraContainers'),
  ]);
});
