/** Whether random cases are tried at length: `npm run test:thorough`. */
const isThorough = process.env.THOROUGH !== undefined;

/**
 * How many random cases a property is tried with.
 *
 * @param thorough the number for `npm run test:thorough`; all other runs of the tests try a quarter of them
 */
export const cases = (thorough: number): number => Math.ceil(isThorough ? thorough : thorough / 4);

/**
 * The seed of the random cases: another one looks elsewhere, as in `SEED=7 npm run test:thorough`.
 *
 * @param usual the seed where none is given
 */
export const seedOr = (usual: number): number => Number(process.env.SEED ?? usual);
