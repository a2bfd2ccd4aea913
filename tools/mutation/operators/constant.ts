import { become, type Change, type Operator } from '../change';
import type { Place } from '../syntax';
import { isProse } from './prose';

/** A number becomes the next one, and 0. */
function ofNumber(value: number | bigint): readonly string[] {
  if (typeof value === 'bigint') return value === 0n ? ['1n'] : [`${value + 1n}n`, '0n'];
  return value === 0 ? ['1'] : [String(value + 1), '0'];
}

function ofLiteral(place: Place, value: unknown): readonly string[] {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return ofNumber(value);
    case 'boolean':
      return [String(!value)];
    case 'string':
      return value === '' || isProse(place, value) ? [] : ["''"];
    default:
      return [];
  }
}

/** A template's text as it comes out, with a word for each value in it. */
const shown = (quasis: readonly { value: { raw: string } }[]) =>
  quasis.map(({ value }) => value.raw).join('x');

/** Changes a number, a boolean or a text; regular expressions are left as they are. */
export const constant: Operator = (place): readonly Change[] => {
  const { node, parent } = place;
  if (node.type === 'TemplateLiteral') {
    return isProse(place, shown(node.quasis)) ? [] : [become(node, "''")];
  }
  if (node.type !== 'Literal') return [];
  const isDirective = parent?.node.type === 'ExpressionStatement';
  return isDirective ? [] : ofLiteral(place, node.value).map((to) => become(node, to));
};
