import { readScalar } from '../helm/yaml/scalar';

/** Characters that YAML readers do not agree on: control characters, and U+0085, U+2028 and U+2029, which break lines to some. */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** The numbers of YAML 1.1, which the YAML library puts in quotes where they are text. */
const QUOTED =
  /^(?:[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|\d[\d_]*|(?:\d[\d_]*)?\.[\d_]*|(?:\d[\d_]*)?(?:\.[\d_]*)?[eE][-+]?\d+|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN))$/;

/** Kubernetes reads more forms as numbers than YAML has: `0o17` is 15, `0XA` is 10, `8e-0_` is 8. */
function isUnquotedNumber(text: string): boolean {
  return (
    /^[-+.\d]/.test(text) && !QUOTED.test(text) && /^(?:int|float)$/.test(readScalar(text).type)
  );
}

/** Whether the library writes a text as a block (`|`) that kubectl refuses or reads otherwise: it begins with a tab, or is all blank. */
function isBadBlock(text: string): boolean {
  const isBlock = text.includes('\n') && !text.includes('\r') && !/\n[\t ]+$/.test(text);
  return isBlock && /^\n*(?:\t|[\t ][\t \n]*$)/.test(text);
}

function isHard(text: string): boolean {
  return text.search(UNSAFE) >= 0 || isUnquotedNumber(text) || isBadBlock(text);
}

/** Every text in a value, keys of maps too. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (!Array.isArray(value)) yield key;
    yield* textsIn(member);
  }
}

/** The texts of a value that have to be written in quotes, and are not by the YAML library of cdk8s. */
function hardTexts(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of textsIn(value)) if (isHard(text)) found.add(text);
  return found;
}

/** Whether a value holds text that {@link writeYaml} writes otherwise than the YAML library of cdk8s. */
export function hasHardText(value: unknown): boolean {
  for (const text of textsIn(value)) if (isHard(text)) return true;
  return false;
}

/** A value with other texts in place of some. */
function replaced(value: unknown, by: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return by.get(value) ?? value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => replaced(item, by));
  const members = Object.entries(value).map(([key, member]) => [
    by.get(key) ?? key,
    replaced(member, by),
  ]);
  return Object.fromEntries(members);
}

/** A text in double quotes, with an escape for all that is not plainly printed. */
function inQuotes(text: string): string {
  const escaped = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replace(UNSAFE, escaped);
}

/** A word that is written as it stands, and that is nowhere in a value. */
function unusedWord(value: unknown): string {
  const all = JSON.stringify(value);
  let word = 'quoted';
  while (all.includes(word)) word += 'x';
  return word;
}

/**
 * Writes YAML that every reader takes for what it is: text that cdk8s would write so that Kubernetes reads something else, such
 * as `0o17`, is put in quotes.
 *
 * @param stringify writes YAML as cdk8s does
 */
export function writeYaml(value: unknown, stringify: (value: unknown) => string): string {
  const hard = hardTexts(value);
  if (hard.size === 0) return stringify(value);
  const word = unusedWord(value);
  const texts = [...hard];
  const places = new Map(texts.map((text, index) => [text, `${word}-${index}-${word}`]));
  const written = stringify(replaced(value, places));
  return written.replace(new RegExp(`${word}-(\\d+)-${word}`, 'g'), (_, index) =>
    inQuotes(texts[Number(index)] ?? ''),
  );
}
