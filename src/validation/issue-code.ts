import type * as z from 'zod/mini';
import type { ValuesIssueCode } from './values-error';

type ZodIssue = z.core.$ZodIssue;

/** To zod an integer with a fraction is of another type; to people it is a number that is not whole. */
const isFraction = (issue: z.core.$ZodIssueInvalidType, value: unknown) =>
  issue.expected === 'int' && typeof value === 'number';

/** Too small or too big: a list that may not be empty is, a text is too long, or a number is out of its range. */
function codeOfSize(value: unknown): ValuesIssueCode {
  if (Array.isArray(value)) return 'missing';
  return typeof value === 'string' ? 'wrong-format' : 'out-of-range';
}

/**
 * Our code for what zod says is wrong with a value.
 *
 * @param value what stands there; `undefined` where nothing does
 */
export function codeOf(issue: ZodIssue, value: unknown): ValuesIssueCode {
  if (value === undefined) return 'missing';
  switch (issue.code) {
    case 'invalid_type':
      return isFraction(issue, value) ? 'out-of-range' : 'wrong-type';
    case 'invalid_value':
      return typeof value === 'string' ? 'not-allowed' : 'wrong-type';
    case 'too_small':
    case 'too_big':
      return codeOfSize(value);
    case 'invalid_union':
      // A number or text; of text that has another form, zod says no more than that.
      return typeof value === 'number' ? 'out-of-range' : 'wrong-type';
    default:
      return 'wrong-format';
  }
}
