import { type Profile, SNAKE_CASE } from './profile';

/** What is wrong with a profile though each of its fields is right. */
export interface ProfileProblem {
  /** The field, from the profile on. */
  readonly at: readonly string[];
  /** What finishes the sentence "expected …". */
  readonly expected: string;
}

/** Holds the fields of a profile against each other. */
export function profileProblems(profile: Profile): ProfileProblem[] {
  return [...givenTwice(profile), ...limitInBody(profile), ...unreadableSchema(profile)];
}

function givenTwice(profile: Profile): ProfileProblem[] {
  return Object.entries(SNAKE_CASE)
    .filter(
      ([snake, name]) =>
        profile[snake as 'max_tokens'] !== undefined && profile[name] !== undefined,
    )
    .map(([snake, name]) => ({
      at: [snake],
      expected: `nothing else when ${name} is given: both are the same setting`,
    }));
}

function limitInBody(profile: Profile): ProfileProblem[] {
  return (['extraBody', 'extra_body'] as const)
    .filter((name) => (profile[name]?.max_tokens ?? null) !== null)
    .map((name) => ({
      at: [name, 'max_tokens'],
      expected: 'null, which takes it away, since maxTokens decides it',
    }));
}

function unreadableSchema({ test_schema: schema }: Profile): ProfileProblem[] {
  if (typeof schema !== 'string' || readSchema(schema) !== undefined) return [];
  return [
    {
      at: ['test_schema'],
      expected: 'a JSON Schema, as a map or as the text of a JSON object',
    },
  ];
}

/** A JSON Schema that stands in a profile as text; `undefined` where it is none. */
export function readSchema(text: string): Record<string, unknown> | undefined {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined;
    return found as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
