import { NO_WORDS, safeParse } from 'kvmini-contract/parse';
import type * as z from 'zod/mini';
import { isMap, type Values } from '../helm/json';
import { sectionShape } from '../values/type-at';

/** What the schema makes of a value, or what is wrong with it. */
export interface Parsed {
  readonly data: unknown;
  readonly issues: readonly z.core.$ZodIssue[];
}

/** A value in the three ways in which it is there. */
interface Versions {
  /** As the user has it. */
  readonly user: unknown;
  /** The same over its default. */
  readonly value: unknown;
  /** The default alone, which is right. */
  readonly fallback: unknown;
}

function whole(type: z.ZodMiniType, value: unknown): Parsed {
  const result = safeParse(type, value);
  return result.success
    ? { data: result.data, issues: [] }
    : { data: undefined, issues: result.error.issues };
}

/** Checks the settings of a section that the user names, and takes the defaults of the others as they are. */
function inSection(
  shape: Readonly<Record<string, z.ZodMiniType>>,
  user: Values,
  value: Values,
  fallback: Values,
): Parsed {
  const data: Record<string, unknown> = { ...fallback };
  const issues: z.core.$ZodIssue[] = [];
  const keys = Object.keys(user).filter((key) => user[key] !== undefined);
  for (const key of keys.filter((key) => Object.hasOwn(shape, key))) {
    const versions = { user: user[key], value: value[key], fallback: fallback[key] };
    const own = parseSet(shape[key] as z.ZodMiniType, versions);
    for (const issue of own.issues) issues.push({ ...issue, path: [key, ...issue.path] });
    if (own.data === undefined) delete data[key];
    else data[key] = own.data;
  }
  const unknown = keys.filter((key) => !Object.hasOwn(shape, key) && user[key] !== null);
  if (unknown.length > 0)
    issues.push({ code: 'unrecognized_keys', keys: unknown, path: [], message: NO_WORDS });
  return { data, issues };
}

/** Checks a value by its type; of a section, only what the user sets: the defaults of the rest are right. */
export function parseSet(type: z.ZodMiniType, { user, value, fallback }: Versions): Parsed {
  const shape = sectionShape(type);
  return shape && isMap(user) && isMap(value) && isMap(fallback)
    ? inSection(shape, user, value, fallback)
    : whole(type, value);
}
