import { didYouMean, isMisspelt, nearest } from 'kvmini-contract/nearest';
import { expect, test } from 'vitest';

const KNOWN = ['storageClass', 'size', 'accessMode', 'existingClaim', 'annotations'];

test.each([
  ['storage_class', ['storageClass']],
  ['storage-class', ['storageClass']],
  ['StorageClass', ['storageClass']],
  ['storageClas', ['storageClass']],
  ['access', ['accessMode']],
  // Two letters that changed places are one mistake.
  ['szie', ['size']],
  ['sizes', ['size']],
  ['sz', []],
  ['port', []],
])('%s is meant as %j', (word, expected) => {
  expect(nearest(word, KNOWN)).toEqual(expected);
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
