import type { Path } from '../values/path';
import { knownKeys } from '../values/type-at';

/** The position of each step of a path among the keys that the schema has there; unknown keys come last. */
function positions(path: Path): number[] {
  return path.map((part, depth) => {
    if (typeof part === 'number') return part;
    const index = knownKeys(path.slice(0, depth)).indexOf(part);
    return index < 0 ? Number.MAX_SAFE_INTEGER : index;
  });
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (const [depth, position] of left.entries()) {
    const other = right[depth];
    if (other !== undefined && position !== other) return position - other;
  }
  return left.length - right.length;
}

/** Sorts what is located in the values by the order of the schema. */
export function inSchemaOrder<T extends { readonly at: Path }>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, position: positions(item.at) }))
    .sort((a, b) => compare(a.position, b.position))
    .map(({ item }) => item);
}
