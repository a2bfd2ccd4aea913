import * as z from 'zod/mini';

/** A number that may not be known. */
export const maybe = z.nullable(z.number());

/** How many there are of something. */
export const count = z.int().check(z.gte(0));
