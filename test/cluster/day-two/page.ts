import { readFileSync } from 'node:fs';
import { type Block, blocksIn } from '../../support/markdown';

/** What a page tells to type: a test runs it as it stands there. */
export class Page {
  readonly #blocks: readonly Block[];
  readonly #taken = new Set<Block>();

  constructor(readonly file: string) {
    this.#blocks = blocksIn(readFileSync(file, 'utf8'));
  }

  /**
   * The one block in a place.
   *
   * @param section the heading of the section
   * @param step the heading below it, or none
   * @param language what the block opens with
   * @throws Error where there is none, or more than one
   */
  block(section: string, step = '', language = 'sh'): string {
    const found = this.#blocks.filter(
      (one) => one.section === section && one.step === step && one.language === language,
    );
    const [block, ...others] = found;
    if (!block || others.length > 0)
      throw new Error(`${this.file}: ${found.length} blocks of ${language} in ${section}, ${step}`);
    this.#taken.add(block);
    return block.text;
  }

  /** The commands of some sections, of all without a name, that nobody asked for. */
  left(...sections: readonly string[]): readonly string[] {
    return this.#blocks
      .filter((block) => /^sh\b(?! no-run)/.test(block.language) && !this.#taken.has(block))
      .filter(({ section }) => sections.length === 0 || sections.includes(section))
      .map(({ section, step, text }) => `${section}, ${step}: ${text}`);
  }
}
