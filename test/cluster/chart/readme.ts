import { readFileSync } from 'node:fs';

/** A block of commands in the chart's README. */
export interface Block {
  /** The heading that it stands under. */
  readonly section: string;
  /** Whether the API server refuses it. */
  readonly isRefused: boolean;
  readonly text: string;
}

/** Every block of commands in the chart's README, in its order. */
export function blocks(): readonly Block[] {
  const page = readFileSync('charts/kvmini/README.md', 'utf8');
  const part = /^#{2,3} (.*)$|^```sh( refused)?\n([\s\S]*?)^```$/gm;
  const found: Block[] = [];
  let section = '';
  for (const [, heading, refused, text] of page.matchAll(part)) {
    if (heading !== undefined) section = heading;
    else found.push({ section, isRefused: refused !== undefined, text: text ?? '' });
  }
  return found;
}

/** The helm commands of a block, each in one line. */
export function helmCommands({ text }: Block): readonly string[] {
  return text
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.startsWith('helm '));
}
