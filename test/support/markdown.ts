/** The texts of a page's fenced blocks that open with a word, such as `sh`. */
export function codeBlocks(page: string, language: string): readonly string[] {
  return [...page.matchAll(/^```(.+)\n([\s\S]*?)^```$/gm)]
    .filter(([, opening]) => opening === language)
    .map(([, , text = '']) => text);
}
