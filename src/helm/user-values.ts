import { HelmValuesError, type HelmValuesWarning } from './error';
import type { MutableValues } from './json';
import { mergeInto } from './merge';
import type { SetKind } from './set/kind';
import type { ReadFile } from './set/read-file';
import { applySet, type SetValues, type TextPaths } from './set/set';
import { parseValuesFile } from './yaml/file';

/** A user's values files and flags, each kind in the order of the command line. */
export interface ValueSources {
  /** Paths given with `-f`. */
  readonly files?: readonly string[] | undefined;
  /** Arguments of `--set-json`. */
  readonly setJson?: readonly string[] | undefined;
  /** Arguments of `--set`. */
  readonly set?: readonly string[] | undefined;
  /** Arguments of `--set-string`. */
  readonly setString?: readonly string[] | undefined;
  /** Arguments of `--set-file`. */
  readonly setFile?: readonly string[] | undefined;
  /** Arguments of `--set-literal`. */
  readonly setLiteral?: readonly string[] | undefined;
}

/**
 * Combines values files and flags as Helm 4.1.4 does: by kind, in the order of {@link ValueSources},
 * whatever their order on the command line; within a kind the last one wins.
 *
 * @param sources what the user gave
 * @param readFile gives the content of a file, also for `-` and for `--set-file`
 * @param texts where values stand that the chart takes for texts: an integer of `--set` there keeps all its digits
 * @throws HelmValuesError for all files and flags at once; `code` and `place` are those of the first
 */
export function userValues(
  sources: ValueSources,
  readFile: ReadFile,
  texts: TextPaths = [],
): SetValues {
  const values: MutableValues = {};
  const warnings: HelmValuesWarning[] = [];
  const errors: HelmValuesError[] = [];
  const attempt = (read: () => readonly HelmValuesWarning[]) => {
    try {
      warnings.push(...read());
    } catch (error) {
      if (!(error instanceof HelmValuesError)) throw error;
      errors.push(error);
    }
  };
  for (const path of sources.files ?? []) attempt(() => addFile(values, path, readFile));
  for (const [kind, lines = []] of flagsOf(sources)) {
    for (const line of lines) attempt(() => applySet(line, values, kind, readFile, texts));
  }
  throwAll(errors);
  return { values, warnings };
}

function flagsOf(sources: ValueSources): [SetKind, readonly string[] | undefined][] {
  return [
    ['set-json', sources.setJson],
    ['set', sources.set],
    ['set-string', sources.setString],
    ['set-file', sources.setFile],
    ['set-literal', sources.setLiteral],
  ];
}

function addFile(
  values: MutableValues,
  path: string,
  readFile: ReadFile,
): readonly HelmValuesWarning[] {
  const file = parseValuesFile(readValuesFile(path, readFile), path);
  mergeInto(values, file.values);
  return file.warnings;
}

function readValuesFile(path: string, readFile: ReadFile): string {
  if (path === '')
    throw new HelmValuesError(
      'unreadable-file',
      '--values: expected the path of a file, found an empty text',
    );
  try {
    return readFile(path);
  } catch (error) {
    const problem = `${path}: the values file cannot be read: ${error instanceof Error ? error.message : error}`;
    throw new HelmValuesError('unreadable-file', problem, { source: path });
  }
}

function throwAll(errors: readonly HelmValuesError[]): void {
  const [first] = errors;
  if (!first) return;
  const messages = errors.map(({ message }) => message).join('\n');
  throw new HelmValuesError(first.code, messages, first.place);
}
