import { namesSecret, redact } from 'kvmini-contract/redact';
import type { Path } from '../values/path';

const LONGEST = 60;
const SECRET_SECTIONS = new Set<unknown>([
  ...['extraEnv', 'extraEnvFrom', 'extraVolumes', 'extraContainers', 'initContainers'],
  // A probe may bring a header with a token, and a whole object may be a Secret.
  ...['extraObjects', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'],
]);

/** What may be the beginning or the rest of a credential, which has not its whole form. */
const PART_OF_CREDENTIAL =
  /:[^/\s]*@|\b(bearer|basic) |\b(hf_|sk-|gh[oprsu]_|github_pat_|glpat-|xox\w-|AKIA|eyJ)/i;

/** Annotations hold what tools put there. */
const holdsSecret = (key: string) => namesSecret(key) || /annotations/i.test(key);

/** Whether what stands at a path may be a secret, so that only its type is told. */
export function mayBeSecret(path: Path): boolean {
  return SECRET_SECTIONS.has(path[0]) || path.some((part) => holdsSecret(String(part)));
}

function describeString(text: string): string {
  if (text === '') return 'an empty string';
  // It is what is wrong in most of these, and comes with `--set-file`.
  if (text.endsWith('\n')) return 'a string that ends with a line break';
  // A URL may carry a password, and a long string in a wrong place a whole file.
  if (text.includes('://') || text.length > LONGEST || text.includes('\n')) return 'a string';
  if (PART_OF_CREDENTIAL.test(text) || redact(text) !== text) return 'a string';
  return `the string ${JSON.stringify(text)}`;
}

/** What a Helm template looks like; other tools have templates in braces, too. */
const HELM_TEMPLATE =
  /\{\{-?\s*(?:\$?\.(?:Release|Values|Chart|Capabilities|Files)\b|(?:include|tpl|template)\s)/;

/** Whether a text was meant to be evaluated, as in a chart's own files. */
export const isTemplate = (value: unknown): value is string =>
  typeof value === 'string' && HELM_TEMPLATE.test(value);

/** What to say of it. */
export const NO_TEMPLATES = 'templates such as {{ .Release.Name }} are not evaluated in values';

/** Says what was found at a path, in words that are safe to print. */
export function describe(value: unknown, path: Path): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'object') {
    const empty = Object.keys(value).length === 0 ? 'an empty' : 'a';
    return `${empty} ${Array.isArray(value) ? 'list' : 'map'}`;
  }
  if (mayBeSecret(path)) return `a ${typeof value}`;
  return typeof value === 'string' ? describeString(value) : `the ${typeof value} ${value}`;
}
