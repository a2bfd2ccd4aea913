import { HelmValuesError } from '../error';
import { copyJson, type JsonValue } from '../json';
import type { SetLine } from './line';
import type { ReadFile } from './read-file';

/** Where a value stands. */
interface Place {
  /** How many maps and lists it stands in. */
  readonly depth: number;
  /** Whether the chart takes what is there for a text. */
  readonly isText: boolean;
}

/** Reads the value of a pair and the comma after it. */
export function readValue(line: SetLine, readFile: ReadFile, { depth, isText }: Place): JsonValue {
  if (line.kind === 'set-json') return readJson(line, depth);
  if (line.kind === 'set-literal') return line.until('', false);
  if (line.take('{')) return readList(line, readFile);
  // Helm reads no file here, although `a=,b=c` reads the file "".
  if (line.done) return '';
  const at = line.at;
  const value = toValue(line, line.until(',', true), { at, isText }, readFile);
  line.take(',');
  return value;
}

function readList(line: SetLine, readFile: ReadFile): JsonValue {
  const start = line.at;
  const list: JsonValue[] = [];
  for (;;) {
    const at = line.at;
    const text = line.until(',}', true);
    if (line.done) line.fail('syntax', 'the list has no "}" at its end', start - 1);
    list.push(toValue(line, text, { at, isText: false }, readFile));
    if (line.take('}')) break;
    line.take(',');
  }
  if (line.at === start + 1) {
    line.warn('empty-list', '"{}" is a list of one empty string; --set-json …=[] is empty', start);
  }
  readComma(line);
  return list;
}

function readComma(line: SetLine): void {
  if (line.take(',') || line.done) return;
  line.fail('missing-comma', 'expected "," or the end after a value that ends here');
}

/** Where a single value begins in the line, and whether the chart takes it for a text. */
interface Single {
  readonly at: number;
  readonly isText: boolean;
}

function toValue(line: SetLine, text: string, single: Single, readFile: ReadFile): JsonValue {
  if (line.kind === 'set-string') return text;
  if (line.kind === 'set-file') return readContent(line, text, single.at, readFile);
  // With "iu" letters are compared as Go's EqualFold does.
  if (/^true$/iu.test(text)) return true;
  if (/^false$/iu.test(text)) return false;
  if (/^null$/iu.test(text)) return null;
  return /^(?:0|[+-]\d+|[1-9]\d*)$/.test(text) ? toInteger(line, text, single) : text;
}

function toInteger(line: SetLine, text: string, { at, isText }: Single): JsonValue {
  const integer = Number(text);
  if (Number.isSafeInteger(integer)) return integer + 0;
  const exact = BigInt(text);
  // A text has the digits that Helm would print, without a sign or zeros before them.
  if (BigInt.asIntN(64, exact) !== exact || (isText && String(exact) === text)) return text;
  return line.fail(
    'imprecise-integer',
    'an integer beyond 2^53 loses digits; use --set-string',
    at,
  );
}

function readContent(line: SetLine, path: string, at: number, readFile: ReadFile): string {
  try {
    return readFile(path);
  } catch (error) {
    if (error instanceof HelmValuesError) throw error;
    // Its message may hold the path; where the user meant --set-string, that is the secret itself.
    const { code } = error as { code?: unknown };
    const reason = typeof code === 'string' ? ` (${code})` : '';
    return line.fail('unreadable-file', `the file cannot be read${reason}`, at);
  }
}

/** A JSON string, or a literal or number as far as it goes, complete or not. */
const JSON_SCALAR =
  /"[^"\\]*(?:\\.[^"\\]*)*"?|-?(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d*)?|true|false|null/sy;

function readJson(line: SetLine, depth: number): JsonValue {
  skipBlanks(line);
  if (line.take(',') || line.done) return null;
  const start = line.at;
  line.at = endOfJson(line.text, start);
  const value = parseJson(line, line.text.slice(start, line.at), start, depth);
  skipBlanks(line);
  readComma(line);
  return value;
}

function skipBlanks(line: SetLine): void {
  while (/\s/u.test(line.text.charAt(line.at))) line.at += 1;
}

/** Where the one JSON value that begins at `start` ends; somewhere behind the mistake if it is none. */
function endOfJson(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const character = text.charAt(at);
    if ('[{'.includes(character)) depth += 1;
    else if (']}'.includes(character)) depth -= 1;
    JSON_SCALAR.lastIndex = at;
    at += JSON_SCALAR.exec(text)?.[0].length || 1;
    if (depth <= 0) return at;
  }
  return text.length;
}

/** What is said of JSON that holds what no values can: it must not name the place, which may be secret as well. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'forbidden-key': 'the key "__proto__" is not allowed',
  'too-large': 'this JSON is nested too deeply',
  'not-json': 'a number is too large, or a string has half a surrogate pair',
};

/** Parses JSON that is a part of the line, from `start` on, and stands in `depth` maps and lists. */
export function parseJson(line: SetLine, text: string, start: number, depth = 0): JsonValue {
  try {
    return copyJson(JSON.parse(text), '', depth);
  } catch (error) {
    if (error instanceof HelmValuesError) {
      return line.fail(error.code, PROBLEMS[error.code] ?? error.code, start);
    }
    // Only the position is taken from the message: it quotes the text.
    const position = /at position (\d+)/.exec(String(error))?.[1];
    return line.fail('syntax', 'this is not valid JSON', start + Number(position ?? 0));
  }
}
