import * as z from 'zod/mini';
import { anyText, flag, integer, oneOf, quantity } from '../formats';
import { once } from '../once';
import { type Word, wordsOf } from './table';

const A_WHOLE_NUMBER = 'a whole number';
const INT32 = 2 ** 31;

const int32 = once(() => integer(A_WHOLE_NUMBER, -INT32, INT32 - 1));

/** Helm keeps every number as a float of 64 bits, so integers beyond these are others by then. */
const int64 = once(() => integer(A_WHOLE_NUMBER, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));

const NUMBER_OR_NAME = 'a whole number or a name';

const numberOrName = once(() => z.union([int32(), anyText()], { error: NUMBER_OR_NAME }));

const SCALARS: Readonly<Record<string, () => z.ZodMiniType>> = {
  s: anyText,
  b: flag,
  i: int32,
  l: int64,
  q: quantity,
  p: numberOrName,
};

/** More words than these are not listed in a message. */
const MOST_WORDS = 12;

/** What to say of a few words, and of many. */
function listed(words: readonly Word[]): string {
  const named = words.map(({ word }) => word).filter((word) => word !== '');
  if (named.length <= MOST_WORDS) return `one of ${named.join(', ')}`;
  return `one of ${named.slice(0, MOST_WORDS).join(', ')} and ${named.length - MOST_WORDS} more`;
}

function enumeration(code: string): z.ZodMiniType {
  const words = wordsOf(code);
  const type = oneOf(...words.map(({ word }) => word));
  return z.enum(type.def.entries, { error: listed(words) });
}

/** The type of a scalar's code, or `undefined` where it is another type's name. */
export function scalar(code: string): z.ZodMiniType | undefined {
  return code.startsWith('=') ? enumeration(code) : SCALARS[code]?.();
}
