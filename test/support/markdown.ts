/** A fenced block of a page, and where it stands. */
export interface Block {
  /** The heading of the second level above it, or none. */
  readonly section: string;
  /** The heading of the third level above it, or none. */
  readonly step: string;
  /** What it opens with, such as `sh`, or nothing. */
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a page, in its order. */
export function blocksIn(page: string): readonly Block[] {
  const part = /^## (.*)$|^### (.*)$|^```(.*)\n([\s\S]*?)^```$/gm;
  const blocks: Block[] = [];
  let [section, step] = ['', ''];
  for (const [, second, third, language, text] of page.matchAll(part)) {
    if (second !== undefined) [section, step] = [second, ''];
    else if (third !== undefined) step = third;
    else blocks.push({ section, step, language: language ?? '', text: text ?? '' });
  }
  return blocks;
}

/** The texts of a page's fenced blocks that open with a word, such as `sh`. */
export const codeBlocks = (page: string, language: string): readonly string[] =>
  blocksIn(page)
    .filter((block) => block.language === language)
    .map(({ text }) => text);

/** A page without its fenced blocks. */
export const withoutCode = (page: string): string => page.replace(/^```[\s\S]*?^```$/gm, '');

/** The links of a page to other files, pictures too; those with a scheme, as `https:`, are none. */
export const links = (page: string): readonly string[] =>
  [...withoutCode(page).matchAll(/\]\(([^):]+)\)|(?:src|srcset|href)="([^":]+)"/g)].map(
    ([, markdown, html]) => markdown ?? html ?? '',
  );
