import { readFileSync } from 'node:fs';
import { blocksIn } from '../../support/markdown';

/** A block of commands in the chart's README. */
export interface Block {
  /** The heading that it stands under. */
  readonly section: string;
  /** Whether the API server refuses it. */
  readonly isRefused: boolean;
  readonly text: string;
}

/** Every block of commands in the chart's README, in its order. */
export const blocks = (): readonly Block[] =>
  blocksIn(readFileSync('charts/kvmini/README.md', 'utf8'))
    .filter(({ language }) => /^sh( refused)?$/.test(language))
    .map(({ section, step, language, text }) => ({
      section: step || section,
      isRefused: language === 'sh refused',
      text,
    }));

/** The helm commands of a block, each in one line. */
export function helmCommands({ text }: Block): readonly string[] {
  return text
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.startsWith('helm '));
}
