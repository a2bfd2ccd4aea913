import { namesSecret, redact } from 'kvmini-contract/redact';
import type { Path } from '../values/path';

const LONGEST = 60;
const SECRET_SECTIONS = new Set<unknown>(['extraEnv', 'extraEnvFrom', 'extraVolumes']);

/** What may be the beginning or the rest of a credential, which has not its whole form. */
const PART_OF_CREDENTIAL =
  /:[^/\s]*@|\b(bearer|basic) |\b(hf_|sk-|gh[oprsu]_|github_pat_|glpat-|xox\w-|AKIA|eyJ)/i;

/** Annotations hold what tools put there. */
const holdsSecret = (key: string) => namesSecret(key) || /annotations/i.test(key);

/** Whether what stands at a path may be a secret, so that only its type is told. */
function mayBeSecret(path: Path): boolean {
  return SECRET_SECTIONS.has(path[0]) || path.some((part) => holdsSecret(String(part)));
}

function describeString(text: string): string {
  if (text === '') return 'an empty string';
  // A URL may carry a password, and a long string in a wrong place a whole file.
  if (text.includes('://') || text.length > LONGEST || text.includes('\n')) return 'a string';
  if (PART_OF_CREDENTIAL.test(text) || redact(text) !== text) return 'a string';
  return `the string ${JSON.stringify(text)}`;
}

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
