/** Nothing that this program writes is nested deeper; `JSON.stringify` and others fail at some thousands. */
const DEEPEST = 64;

/**
 * Reads JSON that others may have written: not nested deeper than 64, and with nothing in it that an object could
 * take for its prototype.
 *
 * @throws SyntaxError where it is no such JSON
 */
export function parseForeignJson(text: string): unknown {
  if (depthOf(text) > DEEPEST) {
    throw new SyntaxError(`expected JSON nested at most ${DEEPEST} deep, found more`);
  }
  return JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value));
}

/** How deep a text of JSON is nested, without reading it. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/gs)) {
    if (part === '{' || part === '[') deepest = Math.max(deepest, ++depth);
    else if (part === '}' || part === ']') depth--;
  }
  return deepest;
}
