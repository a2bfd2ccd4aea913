/** From here on whole numbers are written with an exponent, by people and by JSON alike. */
const WITH_EXPONENT = 1e21;

/** JSON has no infinity, and of a whole number beyond 2^53, as a seed may be, another one would be sent. */
const isExact = (number: number): boolean =>
  Number.isFinite(number) &&
  (!Number.isInteger(number) || Number.isSafeInteger(number) || Math.abs(number) >= WITH_EXPONENT);

/** Whether no number in a value is another in JSON; however deep it is, this calls itself for none of its parts. */
function areNumbersExact(value: unknown): boolean {
  const open = [value];
  for (let each = open.pop(); each !== undefined || open.length > 0; each = open.pop()) {
    if (typeof each === 'number' && !isExact(each)) return false;
    if (typeof each === 'object' && each !== null) {
      for (const part of Object.values(each)) open.push(part);
    }
  }
  return true;
}

/**
 * Says why a value can't be sent as JSON just as it was given.
 *
 * @returns `undefined` where it can
 */
export function unsendable(value: unknown): string | undefined {
  try {
    // What is nested by the thousands can be read, but not written again.
    JSON.stringify(value);
  } catch {
    return 'is nested too deeply to be sent';
  }
  return areNumbersExact(value)
    ? undefined
    : 'has a number that would be sent as another one: whole numbers are exact up to 9007199254740991, and JSON has no infinity and no NaN';
}
