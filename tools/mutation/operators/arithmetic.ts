import { becomePart, type Change, type Operator, swapOperator } from '../change';
import type { Node } from '../syntax';

const OTHER: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '**': '*',
  '<<': '>>',
  '>>': '<<',
  '>>>': '<<',
  '&': '|',
  '|': '&',
  '^': '&',
};

/** Whether a node is seen to be a text: `-` of texts would be no arithmetic. */
function isText(node: Node): boolean {
  if (node.type === 'TemplateLiteral') return true;
  if (node.type === 'Literal') return typeof node.value === 'string';
  return node.type === 'BinaryExpression' && node.operator === '+' && joinsTexts(node);
}

const joinsTexts = ({ left, right }: { left: Node; right: Node }) => isText(left) || isText(right);

function other(symbol: string): readonly string[] {
  const found = OTHER[symbol];
  return found === undefined ? [] : [found];
}

/** `+=`, `-=` and their like; those that decide (`??=`) are conditions. */
function assignment(
  node: Extract<Node, { type: 'AssignmentExpression' }>,
  text: string,
): readonly Change[] {
  if (node.operator === '+=' && isText(node.right)) return [];
  const others = other(node.operator.slice(0, -1)).map((symbol) => `${symbol}=`);
  return swapOperator(node, others, text);
}

/** `i++` becomes `i--`, `--i` becomes `++i`. */
function step(node: Extract<Node, { type: 'UpdateExpression' }>): readonly Change[] {
  const start = node.prefix ? node.start : node.end - 2;
  return [{ start, end: start + 2, to: node.operator === '++' ? '--' : '++' }];
}

/** Swaps an arithmetic operator for another, or leaves out a sign. */
export const arithmetic: Operator = ({ node }, text) => {
  switch (node.type) {
    case 'BinaryExpression':
      if (node.operator === '+' && joinsTexts(node)) return [];
      return swapOperator(node, other(node.operator), text);
    case 'AssignmentExpression':
      return assignment(node, text);
    case 'UpdateExpression':
      return step(node);
    case 'UnaryExpression':
      return '-~'.includes(node.operator) ? [becomePart(node, node.argument, text)] : [];
    default:
      return [];
  }
};
