/**
 * Says that something is missing, and what can't run without it.
 *
 * @returns `false`, after a loud line: the caller skips its tests
 * @throws Error where `CI` is set
 */
export function missing(message: string): false {
  if (process.env.CI) throw new Error(message);
  console.warn(`\n!!! SKIPPED: ${message}\n`);
  return false;
}
