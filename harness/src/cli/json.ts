import { escaped } from 'kvmini-contract/printable';

/** What steers a terminal or cannot be seen in one; JSON itself escapes only some of it. */
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A value as JSON for a terminal or another program, with a newline at the end.
 *
 * @param replacer as that of `JSON.stringify`
 */
export const jsonText = (
  value: unknown,
  replacer?: (key: string, value: unknown) => unknown,
): string => `${JSON.stringify(value, replacer, 2).replace(UNPRINTABLE, escaped)}\n`;
