import type { Node, Place } from './syntax';

/** One change of a file's text: what stands from `start` to `end` becomes `to`. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

/** The changes that a kind of mutation makes of one node; each stays within the node. */
export type Operator = (place: Place, text: string) => readonly Change[];

/** Puts another text in a node's place. */
export const become = ({ start, end }: Node, to: string): Change => ({ start, end, to });

/** Types of nodes that need no parentheses, wherever they stand. */
const CLOSED: ReadonlySet<string> = new Set([
  'CallExpression',
  'Identifier',
  'Literal',
  'MemberExpression',
  'ThisExpression',
]);

/** Puts one of a node's own parts in its place, in parentheses where it could join what is beside it. */
export function becomePart(node: Node, part: Node, text: string): Change {
  const own = text.slice(part.start, part.end);
  return become(node, CLOSED.has(part.type) ? own : `(${own})`);
}

/** Puts other operators in the place of the one between two operands. */
export function swapOperator(
  { left, right, operator }: { left: Node; right: Node; operator: string },
  others: readonly string[],
  text: string,
): readonly Change[] {
  const start = text.indexOf(operator, left.end);
  if (start >= right.start) throw new Error(`expected ${operator} between two operands`);
  return others.map((to) => ({ start, end: start + operator.length, to }));
}
