import { didYouMean, isMisspelt, nearest } from 'kvmini-contract/nearest';
import { expect, test } from 'vitest';

const KNOWN = ['storageClass', 'size', 'accessMode', 'existingClaim', 'annotations'];

test.each<[word: string, expected: readonly string[], known?: readonly string[]]>([
  ['storage_class', ['storageClass']],
  ['storage-class', ['storageClass']],
  ['StorageClass', ['storageClass']],
  ['storageClas', ['storageClass']],
  ['access', ['accessMode']],
  // Two letters that changed places are one mistake.
  ['szie', ['size']],
  ['sizes', ['size']],
  ['sz', []],
  ['si', ['size']],
  ['sets', ['set'], ['set', 'set-string']],
  ['st', ['set'], ['set']],
  ['get', [], ['set']],
  ['in', [], ['un', 'ls']],
  ['up', ['upgrade'], ['un', 'upgrade']],
  ['port', []],
])('%s is meant as %j', (word, expected, known = KNOWN) => {
  expect(nearest(word, known)).toEqual(expected);
});

test('says what was meant, or nothing', () => {
  expect(didYouMean('szie', KNOWN)).toBe(' (did you mean size?)');
  expect(didYouMean('port', KNOWN)).toBe('');
});

test.each([
  ['size', false],
  ['Size', true],
  ['szie', true],
  ['sizee', true],
  ['sizeee', false],
])('%s is a known key misspelt: %s', (word, expected) => {
  expect(isMisspelt(word, KNOWN)).toBe(expected);
});
