/** Freezes plain JSON through and through, and returns it. */
export function freeze<T>(value: T): T {
  // What is no object counts as frozen.
  if (!Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value as object)) freeze(member);
  }
  return value;
}
