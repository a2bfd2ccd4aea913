import { become, becomePart, type Change, type Operator } from '../change';
import { isAt, type Node, type Place } from '../syntax';

/** Methods that return what they were called on in another form: without the call, it stays as it was. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'filter',
  'flat',
  'normalize',
  'reverse',
  'slice',
  'sort',
  'substring',
  'toLowerCase',
  'toReversed',
  'toSorted',
  'toUpperCase',
  'trim',
  'trimEnd',
  'trimStart',
]);

/** Methods with a counterpart that takes the same arguments. */
const COUNTERPART: ReadonlyMap<string, string> = new Map([
  ['ceil', 'floor'],
  ['endsWith', 'startsWith'],
  ['every', 'some'],
  ['floor', 'ceil'],
  ['max', 'min'],
  ['min', 'max'],
  ['round', 'floor'],
  ['some', 'every'],
  ['startsWith', 'endsWith'],
]);

/** The call that a statement is made of; not `super()`, without which there is no object. */
function callOf(node: Node): Node | undefined {
  switch (node.type) {
    case 'AwaitExpression':
      return callOf(node.argument);
    case 'UnaryExpression':
      return node.operator === 'void' ? callOf(node.argument) : undefined;
    case 'ChainExpression':
      return callOf(node.expression);
    case 'CallExpression':
      return node.callee.type === 'Super' ? undefined : node;
    default:
      return undefined;
  }
}

/** `void f()` says that nothing is done with the result: only what the call does counts. */
const isVoid = ({ node }: Place) => node.type === 'UnaryExpression' && node.operator === 'void';

/** Whether a place is all of a statement, or all that a `void` drops. */
const isWhole = (place: Place): boolean =>
  isAt(place.parent, 'ExpressionStatement') || isVoid(place);

/** Whether a place is what a whole call waits for or drops: the whole is left out, not its part. */
function isPartOfWhole({ parent, key }: Place): boolean {
  if (!parent || !['argument', 'expression'].includes(key) || !callOf(parent.node)) return false;
  return isWhole(parent) || isPartOfWhole(parent);
}

function ofMethod(node: Node, text: string): readonly Change[] {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
  const { object, property } = node.callee;
  if (property.type !== 'Identifier' || node.callee.computed) return [];
  if (LEFT_OUT.has(property.name)) return [becomePart(node, object, text)];
  const counterpart = COUNTERPART.get(property.name);
  return counterpart === undefined ? [] : [become(property, counterpart)];
}

/** Leaves out a call that is made for what it does, or one that changes what it is called on; swaps `min` and `max`. */
export const removedCall: Operator = (place, text) => {
  if (isPartOfWhole(place)) return [];
  return isWhole(place) && callOf(place.node)
    ? [become(place.node, 'undefined')]
    : ofMethod(place.node, text);
};
