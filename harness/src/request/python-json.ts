const QUOTE = 34;
const BACKSLASH = 92;
const LITERALS = ['-Infinity', 'Infinity', 'NaN'];

/**
 * Whether a text that is no JSON is so only by `NaN` or `Infinity`, which Python writes for such
 * numbers: such a chunk is lost, but its stream goes on.
 */
export function isJsonButForNaN(text: string): boolean {
  const replaced = withoutLiterals(text);
  if (replaced === undefined) return false;
  try {
    JSON.parse(replaced);
    return true;
  } catch {
    return false;
  }
}

/** A text with `null` for each such literal outside of strings; `undefined` where it has none. */
function withoutLiterals(text: string): string | undefined {
  let replaced = '';
  let from = 0;
  for (let at = 0; at < text.length; ) {
    if (text.charCodeAt(at) === QUOTE) {
      at = endOfString(text, at + 1);
      continue;
    }
    const literal = LITERALS.find((each) => text.startsWith(each, at));
    if (literal) {
      replaced += `${text.slice(from, at)}null`;
      from = at + literal.length;
    }
    at += literal?.length ?? 1;
  }
  return from === 0 ? undefined : replaced + text.slice(from);
}

function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) {
    at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  }
  return at + 1;
}
