import { formatPath, type Path } from '../values/path';
import { isClosed, knownKeys } from '../values/type-at';
import { NO_TEMPLATES } from './received';
import { suggest } from './suggest';
import type { ValuesWarning } from './values-warning';

/** A warning before its path is written out, so that warnings can be put in the order of the schema. */
export interface LocatedWarning extends Omit<ValuesWarning, 'path'> {
  readonly at: Path;
}

/** A text that stays as it is, and was probably meant to be evaluated. */
export const notEvaluated = (at: Path): LocatedWarning => ({
  code: 'no-effect',
  at,
  message: `${NO_TEMPLATES}; it stays as it is`,
});

/** For how many keys it is looked up what may be meant: who has hundreds has not misspelt them. */
const MOST_SUGGESTIONS = 20;

/** Whether no values can have a key: those of a section are known, those of labels and the like are anybody's. */
function isNobodys(at: Path): boolean {
  const parent = at.slice(0, -1);
  return isClosed(parent) && !knownKeys(parent).includes(String(at.at(-1)));
}

/** Keys that are null and that were never there, because there is no such key. */
export function nothingDeleted(deleted: readonly Path[]): readonly LocatedWarning[] {
  return deleted.filter(isNobodys).map((at, index) => {
    const [meant] = index < MOST_SUGGESTIONS ? suggest(at.slice(0, -1), String(at.at(-1))) : [];
    const more = meant === undefined ? '' : `; did you mean ${formatPath(meant)}?`;
    return {
      code: 'no-effect',
      at,
      message: `null deletes nothing, since there is no such key${more}`,
    };
  });
}
