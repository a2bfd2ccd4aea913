import { printable } from 'kvmini-contract/printable';
import { LABEL, readServiceName } from 'kvmini-contract/service-name';

const A_LABEL =
  'expected a DNS label of at most 63 characters (a-z, 0-9 and "-", a letter or digit at both ends)';

/** Settings that become part of a host's name, and so may hold nothing that ends it. */
const PROBLEMS = {
  service: (text: string) => {
    const read = readServiceName(text);
    return typeof read === 'string' ? read : undefined;
  },
  namespace: (text: string) => (LABEL.test(text) ? undefined : A_LABEL),
} as const;

type Named = keyof typeof PROBLEMS;

/**
 * Says what is wrong with the names of the target.
 *
 * @param called how a setting is called where it came from: its flag or variable
 */
export function nameProblems(
  names: { readonly [Name in Named]?: string | undefined },
  called: (name: string) => string,
): string[] {
  return (Object.keys(PROBLEMS) as Named[]).flatMap((name) => {
    const found = names[name];
    const problem = found === undefined ? undefined : PROBLEMS[name](found);
    return problem === undefined
      ? []
      : [`${called(name)}: ${problem}, found "${printable(found ?? '', 80)}"`];
  });
}
