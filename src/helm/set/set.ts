import { HelmValuesError, type HelmValuesWarning } from '../error';
import { copyMap, isMap, type JsonValue, type MutableValues, member, type Values } from '../json';
import { mergeInto } from '../merge';
import type { SetKind } from './kind';
import { SetLine } from './line';
import { readPath, type Step } from './path';
import type { ReadFile } from './read-file';
import { SetTree } from './tree';
import { parseJson, readValue } from './value';

/** Values after a flag, and what Helm would have done without a word. */
export interface SetValues {
  /** A new map that shares nothing with the input. */
  readonly values: Values;
  /** In the order of the line. */
  readonly warnings: readonly HelmValuesWarning[];
}

/**
 * Adds one `--set`, `--set-string`, `--set-file`, `--set-json` or `--set-literal` flag to values, as Helm 4.1.4.
 *
 * @param line the flag's argument, for example `image.tag=1,list[0].name=x`
 * @param into values so far, of files and flags; a chart's defaults are not among them
 * @param kind which flag
 * @param readFile gives a file's content; for `set-file` only
 * @throws HelmValuesError with the column; the message shows the first name and no value
 * @see https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set
 */
export function parseSet(
  line: string,
  into: Values,
  kind: SetKind = 'set',
  readFile: ReadFile = noFiles,
): SetValues {
  const values = copyMap(into);
  const warnings = applySet(line, values, kind, readFile);
  return { values, warnings };
}

/** Where values stand that a chart takes for texts: an integer there keeps its digits, however many. */
export type TextPaths = readonly (readonly string[])[];

/** {@link parseSet} on values that the caller owns. They are half changed after an error. */
export function applySet(
  text: string,
  values: MutableValues,
  kind: SetKind,
  readFile: ReadFile,
  texts: TextPaths = [],
): readonly HelmValuesWarning[] {
  const line = new SetLine(kind, text);
  if (line.isWholeObject) mergeJson(line, values);
  else setPairs(line, values, readFile, texts);
  return line.warnings;
}

function setPairs(
  line: SetLine,
  values: MutableValues,
  readFile: ReadFile,
  texts: TextPaths,
): void {
  const tree = new SetTree(line, values);
  while (!line.done) {
    const path = readPath(line);
    checkNotLost(line, path, values);
    const isText = texts.some((text) => isSamePath(text, path));
    tree.assign(path, readValue(line, readFile, { depth: path.length, isText }));
  }
}

const isSamePath = (text: readonly string[], path: readonly Step[]): boolean =>
  text.length === path.length && path.every(({ key }, i) => key === text[i]);

/** The whole argument is one JSON object, merged as a values file is. */
function mergeJson(line: SetLine, values: MutableValues): void {
  const start = line.text.indexOf('{');
  // What begins with a brace is a map, or no JSON.
  mergeInto(values, parseJson(line, line.text.slice(start).trimEnd(), start) as Values);
}

/**
 * Refuses `a[0].b=` at the end of a line where the list has no such element yet: Helm loses it.
 * `--set-json` and `--set-literal` do not.
 */
function checkNotLost(line: SetLine, path: readonly Step[], values: Values): void {
  const last = path.at(-1);
  if (!line.done || !/^set(-string|-file)?$/.test(line.kind) || typeof last?.key === 'number')
    return;
  let value: JsonValue | undefined = values;
  for (const { key, at } of path) {
    if (typeof key === 'number' && (!Array.isArray(value) || value.length <= key)) {
      line.fail('lost-value', 'Helm would lose this empty value; write --set-json \'…=""\'', at);
    }
    value = childOf(value, key);
  }
}

function childOf(value: JsonValue | undefined, key: string | number): JsonValue | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return isMap(value) ? member(value, String(key)) : undefined;
}

function noFiles(): never {
  throw new HelmValuesError('unreadable-file', '--set-file: no reader of files was given');
}
