/** How many things are done at a time, each over a connection of its own. */
export const AT_ONCE = 8;

/** Does something for each item, some at a time. */
export async function forEachAtOnce<T>(
  items: Iterable<T>,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const next = items[Symbol.iterator]();
  const worker = async () => {
    for (let one = next.next(); !one.done; one = next.next()) await act(one.value);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
