import { type Operator, swapOperator } from '../change';

/** Each comparison becomes the one that differs at the limit, and its opposite. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
};

/** Moves the limit of a comparison by one step, or turns the comparison round. */
export const boundary: Operator = ({ node }, text) =>
  node.type === 'BinaryExpression' ? swapOperator(node, OTHERS[node.operator] ?? [], text) : [];
