import { didYouMean } from 'kvmini-contract/nearest';
import type * as z from 'zod/mini';

type Issue = z.core.$ZodIssue;

/**
 * Says what is wrong with a value: one line a problem, each with its place.
 *
 * @param name how a path of the value is called where it comes from, for example `--requests`
 * @param known the names that may stand in the object at a path
 */
export function explainIssues(
  issues: readonly Issue[],
  value: unknown,
  name: (path: readonly PropertyKey[]) => string,
  known: (path: readonly PropertyKey[]) => readonly string[],
): string[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(
        (key) => `${name([...issue.path, key])}: unknown${didYouMean(key, known(issue.path))}`,
      );
    }
    return [
      `${name(issue.path)}: expected ${expectation(issue)}, found ${shown(at(value, issue.path))}`,
    ];
  });
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'too_small':
      return `a number ${issue.inclusive ? 'of at least' : 'above'} ${issue.minimum}`;
    case 'too_big':
      return `a number of at most ${issue.maximum}`;
    case 'invalid_value':
      return issue.values.join(' or ');
    case 'invalid_format':
      return 'a duration such as 500ms, 90s or 1h30m';
    default:
      return 'another value';
  }
}

const TYPES: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  object: 'a map of fields',
};

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown>)?.[key], value);
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
