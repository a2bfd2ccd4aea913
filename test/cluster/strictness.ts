/** What is stricter here than the API server by intent: the lines of docs/stricter-than-kubernetes.md, and nothing else. */
import { resolveValues } from '../../src/validation/resolve';
import { LOOSER, STRICTER, type Stricter } from '../support/stricter';
import { keysOf } from './sets/paths';

/** An issue, as far as it tells one kind from another. */
interface Said {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** The newest version, whose rules the page speaks of. */
const NEWEST = 37;

/** What is expected, whatever was found. */
const expectation = ({ code, message }: Said) =>
  code === 'unknown-key' ? code : `${code}: ${message.replace(/, found .*$/s, '')}`;

/** Where it is, whatever the place in a list, and whatever an unknown key is called. */
function placeOf({ code, path }: Said): string {
  const keys = keysOf(path).filter((key) => typeof key === 'string');
  return (code === 'unknown-key' ? keys.slice(0, -1) : keys).join('.');
}

const kindOf = (issue: Said, isAnywhere: boolean) =>
  isAnywhere ? expectation(issue) : `${placeOf(issue)}: ${expectation(issue)}`;

const KINDS = new Map<string, Stricter>(
  STRICTER.flatMap((line) =>
    resolveValues(line.values, NEWEST).issues.map(
      (issue) => [kindOf(issue, line.isAnywhere), line] as const,
    ),
  ),
);

/** The line of the page that an issue is a case of, or `undefined` where nobody has meant it. */
export const strictness = (issue: Said): Stricter | undefined =>
  KINDS.get(kindOf(issue, false)) ?? KINDS.get(kindOf(issue, true));

/** The line of the page that a refusal by the API server alone is a case of: what only it knows. */
export const onlyThere = (paths: readonly string[]): Stricter | undefined =>
  LOOSER.find((line) => paths.length > 0 && paths.every((path) => path.startsWith(line.path)));
