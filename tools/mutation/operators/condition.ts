import { become, becomePart, type Change, type Operator, swapOperator } from '../change';
import type { Place } from '../syntax';

const OTHER: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '==': '!=',
  '!=': '==',
  '&&': '||',
  '||': '&&',
  '&&=': '||=',
  '||=': '&&=',
  '??=': '&&=',
};

/** What a test is set to, by whose test it is. A loop whose test is always true never ends: nothing to find out. */
const SET: Readonly<Record<string, readonly string[]>> = {
  IfStatement: ['true', 'false'],
  ConditionalExpression: ['true', 'false'],
  WhileStatement: ['false'],
  DoWhileStatement: ['false'],
  ForStatement: ['false'],
};

const asTest = ({ node, parent, key }: Place): readonly Change[] =>
  key === 'test' && parent ? (SET[parent.node.type] ?? []).map((to) => become(node, to)) : [];

function asDecision({ node }: Place, text: string): readonly Change[] {
  switch (node.type) {
    case 'LogicalExpression':
      if (node.operator === '??') return [becomePart(node, node.left, text)];
      break;
    case 'UnaryExpression':
      return node.operator === '!' ? [becomePart(node, node.argument, text)] : [];
    case 'BinaryExpression':
    case 'AssignmentExpression':
      break;
    default:
      return [];
  }
  const other = OTHER[node.operator];
  return other === undefined ? [] : swapOperator(node, [other], text);
}

/** Sets a test to true or false, swaps `&&` and `||`, `===` and `!==`, leaves out `!` and what `??` falls back to. */
export const condition: Operator = (place, text) => [...asTest(place), ...asDecision(place, text)];
