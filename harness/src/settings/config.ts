import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_DEFAULTS, type HarnessConfig, harnessConfig } from 'kvmini-contract/config';
import { safeParse } from 'kvmini-contract/parse';
import { parseDocument } from 'yaml';
import { UsageError } from '../errors';
import { explainIssues } from './explain';

/**
 * Reads the chart's `config.yaml`.
 *
 * @returns the chart's settings, or the defaults where there is no such file
 * @throws UsageError where the file is not valid, with all of its problems
 */
export function loadConfig(home: string): {
  readonly config: HarnessConfig;
  readonly found: boolean;
} {
  const path = join(home, 'config.yaml');
  if (!existsSync(path)) return { config: CONFIG_DEFAULTS, found: false };
  const document = parseDocument(readFileSync(path, 'utf8'));
  const problem = document.errors[0];
  if (problem) throw new UsageError(`${path}: not valid YAML: ${problem.message}`);
  const content: unknown = document.toJS();
  const parsed = safeParse(harnessConfig, content);
  if (parsed.success) return { config: parsed.data, found: true };
  const name = (keys: readonly PropertyKey[]) => keys.join('.') || 'the file';
  const lines = explainIssues(parsed.error.issues, content, name, fieldsAt);
  throw new UsageError(lines.map((line) => `${path}: ${line}`).join('\n'));
}

function fieldsAt(path: readonly PropertyKey[]): readonly string[] {
  const at = path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown>)?.[key],
    CONFIG_DEFAULTS,
  );
  return Object.keys(at ?? {});
}
