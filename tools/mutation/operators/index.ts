import type { Operator } from '../change';
import { arithmetic } from './arithmetic';
import { boundary } from './boundary';
import { condition } from './condition';
import { constant } from './constant';
import { removedCall } from './removed-call';

/** The kinds of mutation, under the names that the report gives them. */
export const OPERATORS = {
  boundary,
  arithmetic,
  condition,
  constant,
  'removed call': removedCall,
} satisfies Record<string, Operator>;

/** The name of a kind of mutation. */
export type OperatorName = keyof typeof OPERATORS;

/** The names of all kinds, in the order in which they are shown. */
export const OPERATOR_NAMES = Object.keys(OPERATORS) as readonly OperatorName[];
