import type * as z from 'zod/mini';

/**
 * What zod says of a value where the schema has no words of its own: nothing, so that we find them.
 *
 * It is given to every parse, since zod would take them from `globalThis` otherwise, which all copies of zod in a process share: an app
 * that sets a language, or imports the whole zod, which sets English, would change what we say.
 */
export const NO_WORDS = '';

const OWN = { error: () => NO_WORDS };

/** Checks a value; of what is wrong, zod says what the schema says, or {@link NO_WORDS}. */
export function safeParse<T extends z.ZodMiniType>(
  type: T,
  value: unknown,
): z.core.util.SafeParseResult<z.output<T>> {
  return type.safeParse(value, OWN);
}

/** Takes a value that is right; throws zod's error where it is not. */
export function parse<T extends z.ZodMiniType>(type: T, value: unknown): z.output<T> {
  return type.parse(value, OWN);
}
