import { createHash } from 'node:crypto';

/** Tokens of a block, as vLLM has them; only whole blocks are kept. */
const BLOCK = 16;
const MOST_BLOCKS = 100_000;

/** Remembers the beginnings of prompts in blocks of 16 tokens, as vLLM's prefix cache does. */
export class PrefixCache {
  private known = new Set<string>();

  /**
   * Looks a prompt up, and remembers it.
   *
   * @returns how many tokens from its start were known; never all of them, since the last is always computed
   */
  found(tokens: readonly string[]): number {
    let hits = 0;
    let missed = false;
    let before = '';
    for (let end = BLOCK; end <= tokens.length; end += BLOCK) {
      const block = tokens.slice(end - BLOCK, end).join(' ');
      before = createHash('sha1').update(`${before} ${block}`).digest('base64');
      missed ||= !this.known.has(before);
      if (!missed && end < tokens.length) hits = end;
      this.add(before);
    }
    return hits;
  }

  private add(block: string): void {
    if (this.known.size >= MOST_BLOCKS) this.known = new Set();
    this.known.add(block);
  }
}
