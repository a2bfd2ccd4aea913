type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Both maps in one, and the maps in them; where only one can be, it is the second's. */
export function merge<T extends object>(first: T, second: T): T {
  const merged = { ...first } as Record<string, unknown>;
  for (const [key, value] of Object.entries(second)) {
    const old = merged[key];
    merged[key] = isTree(old) && isTree(value) ? merge(old, value) : value;
  }
  return merged as T;
}
