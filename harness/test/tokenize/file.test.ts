import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors';
import { fileCounter } from '../../src/tokenize/file';
import { newFolder } from '../run/runs';
import { writeTokenizer } from './made-tokenizer';

test('counts the tokens of a text, without any that only begin or end one', async () => {
  const counter = await fileCounter(writeTokenizer());
  expect(await counter('one two three')).toBe(3);
  expect(await counter('one two, unknown!')).toBe(5);
});

test.each<[string, () => string, string]>([
  ['that is not there', () => `${newFolder()}/none.json`, 'ENOENT'],
  ['that is a folder', () => newFolder(), 'it is no file'],
  ['without JSON', () => writeTokenizer('{'), 'found no JSON'],
  ['of other JSON', () => writeTokenizer({ a: 1 }), 'found JSON without a model'],
  ['of a list', () => writeTokenizer([]), 'found JSON without a model'],
  ['of an unknown model', () => writeTokenizer({ model: { type: 'Nonsense' } }), "can't be used"],
])('a file %s is told with its flag and its path', async (_, make, problem) => {
  const path = make();
  const failed = fileCounter(path);
  await expect(failed).rejects.toThrow(UsageError);
  await expect(failed).rejects.toThrow(`--tokenizer: ${path}: expected a tokenizer.json`);
  await expect(failed).rejects.toThrow(problem);
});
