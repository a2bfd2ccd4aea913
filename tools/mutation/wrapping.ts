import type { Node, Place } from './syntax';

/** What a node is for its parent where it is written to, called, or names something: no value to be chosen. */
const NO_VALUE: ReadonlySet<string> = new Set([
  'AssignmentExpression.left',
  'AssignmentPattern.left',
  'CallExpression.callee',
  'ChainExpression.expression',
  'ForInStatement.left',
  'ForOfStatement.left',
  'NewExpression.callee',
  'TaggedTemplateExpression.tag',
  'UpdateExpression.argument',
]);

/** The keys along which `?.` skips the rest: `a` in `a.b`, `a()`, `a!`. */
const LINKS: ReadonlySet<string> = new Set([
  'CallExpression.callee',
  'MemberExpression.object',
  'TSNonNullExpression.expression',
]);

const roleOf = ({ parent, key }: Place) => `${parent?.node.type}.${key}`;

const isExpression = ({ type }: Node) =>
  type.endsWith('Expression') || ['Identifier', 'Literal', 'TemplateLiteral'].includes(type);

/** Whether a place is a link of a chain with `?.`: parentheses around it would end what `?.` skips. */
function isLink(place: Place): boolean {
  if (!LINKS.has(roleOf(place)) || !place.parent) return false;
  return roleOf(place.parent) === 'ChainExpression.expression' || isLink(place.parent);
}

const isDeleted = ({ parent }: Place) =>
  parent?.node.type === 'UnaryExpression' && parent.node.operator === 'delete';

/** The function of a method is no value of its own: it stands behind the method's name. */
const isMethod = ({ node, parent }: Place) =>
  node.type === 'FunctionExpression' &&
  (parent?.node.type === 'MethodDefinition' || parent?.node.type === 'Property');

/**
 * The smallest expression around a place that may become `(condition ? other : expression)` without a change of
 * meaning: a called method would lose its `this`, a chain what its `?.` skips.
 *
 * @returns undefined where there is none
 */
export function wrappable(place: Place | undefined): Node | undefined {
  if (!place || !isExpression(place.node) || isMethod(place)) return undefined;
  const fits = !NO_VALUE.has(roleOf(place)) && !isLink(place) && !isDeleted(place);
  return fits ? place.node : wrappable(place.parent);
}
