import { formatPath, type Path } from '../../values/path';
import { type Finding, fieldsOf, itemsOf, textOf } from './finding';

/** What is taken already, by who has it. */
export type Taken = Readonly<Record<string, readonly string[]>>;

/** What the chart has itself. */
export const byChart = (entries: readonly string[]): Taken => ({ 'the chart itself': entries });

/**
 * What the items of a list say twice in a field, or again after somebody else: one problem for each such item.
 *
 * @param same makes of two texts that mean the same one
 */
export function* repeated(
  list: unknown,
  at: Path,
  field: string,
  taken: Taken,
  same: (text: string) => string = (text) => text,
): Generator<Finding> {
  const seen = new Map(
    Object.entries(taken).flatMap(([by, entries]) => entries.map((entry) => [entry, by])),
  );
  for (const [index, item] of itemsOf(list).entries()) {
    const text = textOf(fieldsOf(item)[field]);
    if (text === '') continue;
    const entry = same(text);
    const earlier = seen.get(entry);
    if (earlier === undefined) seen.set(entry, formatPath([...at, index]));
    else {
      const message = `expected a ${field} of its own, found ${entry}, which is taken by ${earlier}`;
      yield { code: 'duplicate', at: [...at, index, field], message, received: entry };
    }
  }
}
