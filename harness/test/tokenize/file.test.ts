import { truncateSync } from 'node:fs';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors';
import { fileCounter } from '../../src/tokenize/file';
import { newFolder } from '../run/runs';
import { MADE_TOKENIZER, writeTokenizer } from './made-tokenizer';

/** As Llama's tokenizers have it: each text begins with a token of its own. */
const BEGINNING = {
  type: 'TemplateProcessing',
  single: [{ SpecialToken: { id: '[BOS]', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
  pair: [],
  special_tokens: { '[BOS]': { id: '[BOS]', ids: [0], tokens: ['[BOS]'] } },
};

test.each([null, BEGINNING])(
  'counts the tokens of a text, without any that only begin or end one: %j',
  async (post_processor) => {
    const counter = await fileCounter(writeTokenizer({ ...MADE_TOKENIZER, post_processor }));
    expect(await counter('one two three')).toBe(3);
    expect(await counter('one two, unknown!')).toBe(5);
  },
);

/** A file of so many bytes, of which the disk holds none. */
function ofBytes(bytes: number): string {
  const path = writeTokenizer('');
  truncateSync(path, bytes);
  return path;
}

test.each<[string, () => string, string]>([
  ['that is not there', () => `${newFolder()}/none.json`, 'ENOENT'],
  ['that is a folder', () => newFolder(), 'it is no file'],
  ['of more than 128 MiB', () => ofBytes(128 * 2 ** 20 + 1), 'it is larger than 128 MiB'],
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
