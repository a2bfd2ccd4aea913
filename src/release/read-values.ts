import { closeSync, openSync, readSync } from 'node:fs';
import { CHART } from '../chart/chart';
import { HelmValuesError, MAX_FILE_BYTES } from '../helm/error';
import { userValues, type ValueSources } from '../helm/user-values';
import { TEXTS_OF_DIGITS } from '../validation/digits';
import type { KvminiValuesInput } from '../values/values-input';

const STANDARD_INPUT = 0;

/** What Helm would fetch: `https://…`, and what its plugins know. */
const URL = /^([a-z][a-z\d+.-]*):\/\//i;

/** What to do instead of fetching, by the scheme of a URL; what is behind it may hold a key, and is not said here. */
function insteadOfFetching(scheme: string): string {
  if (/^https?$/i.test(scheme)) return 'save it with curl -fsSL URL -o FILE, and name that file';
  if (/^(secrets|sops)/i.test(scheme)) return 'give sops decrypt FILE | … -f -';
  return 'save it with the tool that knows such a URL, and name that file';
}

/** Reads a file, also one that has no end, up to one byte more than it may have. */
function readBytes(path: string): Buffer {
  const file = path === '-' ? STANDARD_INPUT : openSync(path, 'r');
  try {
    const parts: Buffer[] = [];
    for (let length = 0; length <= MAX_FILE_BYTES; ) {
      const part = Buffer.alloc(64 * 1024);
      const read = readSync(file, part);
      if (read === 0) break;
      parts.push(part.subarray(0, read));
      length += read;
    }
    return Buffer.concat(parts);
  } finally {
    if (file !== STANDARD_INPUT) closeSync(file);
  }
}

/** Reads a file as UTF-8, and refuses bytes that are none instead of replacing them. */
function readFile(path: string): string {
  const [, scheme] = URL.exec(path) ?? [];
  if (scheme !== undefined) {
    const remedy = `nothing is fetched here; ${insteadOfFetching(scheme)}`;
    throw new HelmValuesError('unreadable-file', `${scheme}://…: ${remedy}`);
  }
  const bytes = readBytes(path);
  if (bytes.length > MAX_FILE_BYTES) {
    throw new HelmValuesError('unreadable-file', `${path}: expected a file of at most 16 MiB`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new HelmValuesError('unreadable-file', `${path} is not UTF-8`);
  }
}

/** In the chart's own values, and in those of a parent. */
const TEXTS = TEXTS_OF_DIGITS.flatMap((path) => [path, [CHART.name, ...path]]);

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
  const { values, warnings } = userValues(sources, readFile, TEXTS);
  for (const { message } of warnings) warn(message);
  return values as KvminiValuesInput;
}
