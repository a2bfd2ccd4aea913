/** The texts of a page's fenced blocks that open with a word, such as `sh`. */
export function codeBlocks(page: string, language: string): readonly string[] {
  return [...page.matchAll(/^```(.+)\n([\s\S]*?)^```$/gm)]
    .filter(([, opening]) => opening === language)
    .map(([, , text = '']) => text);
}

/** A page without its fenced blocks. */
export const withoutCode = (page: string): string => page.replace(/^```[\s\S]*?^```$/gm, '');

/** The links of a page to other files, pictures too; those with a scheme, as `https:`, are none. */
export const links = (page: string): readonly string[] =>
  [...withoutCode(page).matchAll(/\]\(([^):]+)\)|(?:src|srcset|href)="([^":]+)"/g)].map(
    ([, markdown, html]) => markdown ?? html ?? '',
  );
