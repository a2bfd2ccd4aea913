const LONGEST_TEXT = 200;
const MOST_NAMES = 20;

/** Control characters, what turns the direction of text, ends a line, or cannot be seen; and halves of a pair. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A character as JSON escapes it: what lies beyond U+FFFF is two units. */
export const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** The first units of a text, of which no pair is cut in two. */
const upTo = (text: string, units: number) => text.slice(0, units).replace(/[\ud800-\udbff]$/, '');

/**
 * Makes text from outside fit for a terminal, a log and a page: what is invisible or steers a terminal is escaped as
 * `\u001b`, and what is longer than `longest` UTF-16 units is cut, with an ellipsis.
 *
 * A page must still escape its own markup.
 */
export function printable(text: string, longest = LONGEST_TEXT): string {
  // Cut first: what is escaped grows, and a text of megabytes is not worth a walk.
  const cut = text.length > longest ? `${upTo(text, longest)}…` : text;
  return cut.replace(UNPRINTABLE, escaped);
}

/** Lists names from outside, each made printable; of more than 20, the first ones and how many are left out. */
export function printableList(names: readonly string[]): string {
  const shown = names
    .slice(0, MOST_NAMES)
    .map((name) => printable(name))
    .join(', ');
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
