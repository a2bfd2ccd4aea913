import * as z from 'zod/mini';

/** A number that may not be known. */
export const maybe = z.nullable(z.number());

/** The same of what can't be below 0. */
export const maybePositive = z.nullable(z.number().check(z.gte(0)));

/** How many there are of something. */
export const count = z.int().check(z.gte(0));
