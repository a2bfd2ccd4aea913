import { readFileSync, statSync } from 'node:fs';
import { UsageError } from '../errors';
import type { TokenCounter } from './count';

const MOST_BYTES = 128 * 1024 * 1024;

/**
 * Counts tokens by a `tokenizer.json`, as models on the Hugging Face Hub have it.
 *
 * @throws UsageError where the file can't be read, or is no tokenizer
 */
export async function fileCounter(path: string): Promise<TokenCounter> {
  const wrong = (problem: string) =>
    new UsageError(`--tokenizer: ${path}: expected a tokenizer.json, ${problem}`);
  const json = readTokenizer(path, wrong);
  // Loaded only where it is used.
  const { Tokenizer } = await import('@huggingface/tokenizers');
  try {
    const tokenizer = new Tokenizer(json, {});
    const count = (text: string) =>
      tokenizer.encode(text, { add_special_tokens: false }).ids.length;
    count('A text to try it with');
    return async (text) => count(text);
  } catch (error) {
    throw wrong(`found one that can't be used: ${(error as Error).message}`);
  }
}

function readTokenizer(path: string, wrong: (problem: string) => UsageError): object {
  let text: string;
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw new Error('it is no file');
    if (stat.size > MOST_BYTES) throw new Error('it is larger than 128 MiB');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw wrong(`which can't be read: ${(error as Error).message}`);
  }
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && 'model' in json) return json;
  } catch {
    throw wrong('found no JSON');
  }
  throw wrong('found JSON without a model');
}
