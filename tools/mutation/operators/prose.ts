import { isAt, type Place } from '../syntax';

/** Keys whose text is for people. */
const KEYS: ReadonlySet<string> = new Set([
  'description',
  'definition',
  'help',
  'message',
  'summary',
  'title',
]);

/** Functions whose text is for people: errors and descriptions. */
const SAYS = /(Error|Issue|describe|description)$/;

const isSaid = ({ parent, key }: Place): boolean => {
  if (isAt(parent, 'Property') && parent.node.key.type === 'Identifier') {
    return key === 'value' && KEYS.has(parent.node.key.name);
  }
  if (!isAt(parent, 'CallExpression') && !isAt(parent, 'NewExpression')) return false;
  const { callee } = parent.node;
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return key === 'arguments' && name.type === 'Identifier' && SAYS.test(name.name);
};

/**
 * Whether a text is a sentence or a title for people: it has several words, or stands where such a text does. How it
 * is worded is no behaviour, and a test of each word would only repeat it.
 */
export const isProse = (place: Place, words: string): boolean =>
  /\S\s+\S/.test(words) || isSaid(place);
