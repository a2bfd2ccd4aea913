import { printable } from 'kvmini-contract/printable';

/** Names of Services and namespaces. @see https://www.rfc-editor.org/rfc/rfc1123 */
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Settings that become part of a host's name, and so may hold nothing that ends it. */
const NAMED = ['service', 'namespace'] as const;

/**
 * Says what is wrong with the names of the target.
 *
 * @param called how a setting is called where it came from: its flag or variable
 */
export function nameProblems(
  names: { readonly [Name in (typeof NAMED)[number]]?: string | undefined },
  called: (name: string) => string,
): string[] {
  return NAMED.flatMap((name) => {
    const found = names[name];
    if (found === undefined || LABEL.test(found)) return [];
    return [
      `${called(name)}: expected a DNS label of at most 63 characters (a-z, 0-9 and "-", a letter or digit at both ends), found "${printable(found, 80)}"`,
    ];
  });
}
