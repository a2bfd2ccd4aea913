import { expect, test } from 'vitest';
import { condition } from '../../../src/helm/charts/condition';

const VALUES = {
  kvmini: { enabled: true, map: {}, text: 'false', list: [], none: null, number: 0 },
  off: { enabled: false },
  parent: { kvmini: { enabled: false } },
};

test.each([
  ['kvmini.enabled', true],
  ['off.enabled', false],
  ['off.enabled,kvmini.enabled', false],
  ['kvmini.enabled,off.enabled', true],
  [' kvmini.enabled,off.enabled ', true],
  // What is missing, a map, or below something that is none, is passed over.
  ['nobodys.enabled,off.enabled', false],
  ['kvmini.map,off.enabled', false],
  ['kvmini.text.enabled,off.enabled', false],
  ['kvmini.toString,off.enabled', false],
  [',off.enabled', false],
  ['', undefined],
  ['nobodys', undefined],
])('%j is %s', (text, expected) => {
  expect(condition(text, VALUES)).toBe(expected);
});

test('a subchart’s own is below its parent', () => {
  expect(condition('kvmini.enabled', VALUES, 'parent')).toBe(false);
  expect(condition('off.enabled', VALUES, 'parent')).toBeUndefined();
});

test.each([
  ['text', 'a string'],
  ['list', 'a list'],
  ['none', 'null'],
  ['number', 'a number'],
])('what leads to %s is refused', (key, found) => {
  expect(() => condition(`nobodys,kvmini.${key},off.enabled`, VALUES)).toThrow(
    `kvmini.${key}: expected true or false, found ${found}; Helm would ignore it`,
  );
});
