import { redactForms } from 'kvmini-contract/redact';

/**
 * What Helm refuses too:
 *
 * - `syntax`: a flag or a file cannot be read
 * - `no-value`: a name without `=` and a value
 * - `index`: not a number, or out of range
 * - `wrong-type`: a path goes through a value of another type, or a subchart's values are no map
 * - `too-large`: nested too deeply, lists or aliases that grow too far; Helm's limits are mostly higher
 * - `not-json`: a value that JSON, and so Helm, cannot hold
 * - `unreadable-file`: the injected reader failed
 *
 * What Helm accepts without a word, and what is refused here; each is a line of the table in `differences.ts`:
 *
 * - `empty-name`, `unclosed-index`, `missing-value`, `missing-comma`, `lost-value`, `imprecise-integer`, `numeric-key`,
 *   `condition-type`, `forbidden-key`
 */
export type HelmValuesErrorCode =
  | 'syntax'
  | 'no-value'
  | 'index'
  | 'wrong-type'
  | 'too-large'
  | 'not-json'
  | 'unreadable-file'
  | 'empty-name'
  | 'unclosed-index'
  | 'missing-value'
  | 'missing-comma'
  | 'lost-value'
  | 'imprecise-integer'
  | 'numeric-key'
  | 'condition-type'
  | 'forbidden-key';

/** Where in the user's input something was found. */
export interface Place {
  /** The file's name, or the flag with the key part of its argument: `--set image.tag`. */
  readonly source: string;
  /** Counted from 1; absent for a flag. */
  readonly line?: number;
  /** In characters (Unicode code points), counted from 1. */
  readonly column?: number;
}

/** Values that Helm would refuse, or that it would silently misread. Its message never shows a value, which may be a secret. */
export class HelmValuesError extends Error {
  override readonly name = 'HelmValuesError';
  /** What went wrong, for programs. */
  readonly code: HelmValuesErrorCode;
  /** Where, if the error comes from a flag or a file. */
  readonly place?: Place | undefined;

  constructor(code: HelmValuesErrorCode, message: string, place?: Place) {
    super(redactForms(message));
    this.code = code;
    this.place = place && { ...place, source: redactForms(place.source) };
  }
}

/**
 * Which rule a warning is about:
 *
 * - `map-over-scalar`: a map replaces a default that is no map
 * - `scalar-over-map`: something else replaces a default that is a map
 * - `global-skipped`: a parent's `global` could not be pushed into a subchart
 * - `value-dropped`: `a[0].b=` replaces an element that is no map
 * - `empty-list`: `a={}` is a list of one empty string
 * - `blank-in-name`: a name begins or ends with a blank, as in `a=1, b=2`
 * - `duplicate-key`: a map in a file has a key twice; the last one counts
 */
export type HelmValuesWarningCode =
  | 'map-over-scalar'
  | 'scalar-over-map'
  | 'global-skipped'
  | 'value-dropped'
  | 'empty-list'
  | 'blank-in-name'
  | 'duplicate-key';

/** The largest file that is read: Kubernetes takes objects of 1.5 MiB, and a release is a Secret. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** How many warnings a flag or a file may give; a longer list is of no use, and each takes time. */
export const MAX_WARNINGS = 50;

/** Something that Helm does and that is probably not meant. */
export interface HelmValuesWarning {
  /** Which rule. */
  readonly code: HelmValuesWarningCode;
  /** A full sentence, beginning with the place or the path; it never shows a value. */
  readonly message: string;
  /** The path of the value, beginning with the chart's name where one is known. */
  readonly path: string;
  /** Where, if the warning comes from a flag or a file. */
  readonly place?: Place;
}

/** A warning whose texts show nothing that has a secret's form, as in a key that holds an address with a password. */
export function helmWarning({ message, path, place, code }: HelmValuesWarning): HelmValuesWarning {
  const shown = { code, message: redactForms(message), path: redactForms(path) };
  return place ? { ...shown, place: { ...place, source: redactForms(place.source) } } : shown;
}
