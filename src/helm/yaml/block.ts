import type { Scalar as ScalarNode } from 'yaml';

/**
 * The text of a block scalar that holds nothing but blanks, and says by a digit (`|2`) how far it is indented: what
 * stands beyond that is text, which the parser drops.
 *
 * @returns `undefined` for every other scalar
 */
export function blankBlock({ srcToken }: ScalarNode): string | undefined {
  if (srcToken?.type !== 'block-scalar' || /[^ \r\n]/.test(srcToken.source)) return undefined;
  const [first] = srcToken.props;
  const header = first?.type === 'block-scalar-header' ? first.source : '';
  const [digit] = /[1-9]/.exec(header) ?? [];
  if (digit === undefined) return undefined;
  const width = srcToken.indent + Number(digit);
  const lines = srcToken.source.split(/\r?\n/).map((line) => line.slice(width));
  const last = lines.findLastIndex((line) => line !== '');
  if (last < 0) return undefined;
  const text = lines.slice(0, last + 1).join('\n');
  if (header.includes('-')) return text;
  return text + '\n'.repeat(header.includes('+') ? lines.length - 1 - last : 1);
}
