import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder } from '../run/runs';

/** A tokenizer of whole words, each word and each other character a token. */
export const MADE_TOKENIZER = {
  version: '1.0',
  ...{ truncation: null, padding: null, added_tokens: [], normalizer: null },
  pre_tokenizer: { type: 'Whitespace' },
  post_processor: null,
  decoder: null,
  model: { type: 'WordLevel', vocab: { '[UNK]': 0, one: 1, two: 2, three: 3 }, unk_token: '[UNK]' },
};

/** Writes a file that is gone after the test. */
export function writeTokenizer(content: unknown = MADE_TOKENIZER): string {
  const path = join(newFolder(), 'tokenizer.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
