/**
 * How numbers were written, beside the values that hold them: values stay plain JSON, in which `tag: 0123456` of a file
 * is 42798, and nothing tells an integer of `--set`, which Helm keeps to the digit, from the float that a file has.
 */

/** A number with the text it was read from. */
export interface Written {
  readonly value: number;
  readonly text: string;
  /** Whether Helm prints these digits: it does for an integer of `--set`, and not for the floats of files. */
  readonly exact: boolean;
}

const known = new WeakMap<object, Map<string, Written>>();

/** Says how the member of a map or list was written; of what is no number, and without a text, nothing is known. */
export function remember(holder: object, key: string | number, written: Written | undefined): void {
  const members = known.get(holder);
  if (written === undefined) members?.delete(String(key));
  else if (members) members.set(String(key), written);
  else known.set(holder, new Map([[String(key), written]]));
}

/** How the number at a member was written, as long as it is that number. */
export function written(holder: object, key: string | number): Written | undefined {
  const found = known.get(holder)?.get(String(key));
  return found && (holder as Record<string, unknown>)[key] === found.value ? found : undefined;
}

/** What is known of one map or list holds for its copy, too. */
export function rememberAll(copy: object, original: object): void {
  for (const [key, one] of known.get(original) ?? []) remember(copy, key, one);
}
