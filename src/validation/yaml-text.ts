/** Why a text can't be written. */
export interface TextProblem {
  readonly expected: string;
  readonly received: string;
}

/** Half of a character that UTF-16 makes of two. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** What is wrong with a text, or `undefined` where it can be written as UTF-8; it does not show the text, which may be a secret. */
export function textProblem(text: string): TextProblem | undefined {
  if (!LONE_SURROGATE.test(text)) return undefined;
  return { expected: 'text of whole characters', received: 'half of a surrogate pair' };
}
