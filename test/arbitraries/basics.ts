import * as fc from 'fast-check';

/** A switch that is mostly on. */
export const often = () => fc.oneof({ arbitrary: fc.constant(true), weight: 3 }, fc.boolean());

/** A list of at most so many. */
export const upTo = <T>(maxLength: number, one: fc.Arbitrary<T>) => fc.array(one, { maxLength });
