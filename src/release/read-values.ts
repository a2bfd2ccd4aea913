import { readFileSync } from 'node:fs';
import { HelmValuesError } from '../helm/error';
import { userValues, type ValueSources } from '../helm/user-values';
import type { KvminiValuesInput } from '../values/values-input';

const STANDARD_INPUT = 0;

/** Reads a file as UTF-8, and refuses bytes that are none instead of replacing them. */
function readFile(path: string): string {
  const bytes = readFileSync(path === '-' ? STANDARD_INPUT : path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new HelmValuesError('unreadable-file', `${path} is not UTF-8`);
  }
}

/**
 * Reads values files and flags as Helm does.
 *
 * @param warn gets a sentence for each thing that Helm does and that is probably not meant
 * @returns values that the harness has yet to check
 * @throws HelmValuesError for all files and flags at once
 */
export function readValues(
  sources: ValueSources,
  warn: (message: string) => void,
): KvminiValuesInput {
  const { values, warnings } = userValues(sources, readFile);
  for (const { message } of warnings) warn(message);
  return values as KvminiValuesInput;
}
