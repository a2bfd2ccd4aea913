/**
 * What went wrong, for programs:
 *
 * - `syntax`: a flag or a file cannot be read
 * - `lost-value`: Helm would drop this setting without a word
 * - `wrong-type`: a path goes through a value of another type, or a subchart's values are no map
 * - `out-of-range`: an index or an integer that cannot be kept
 * - `too-large`: nested too deeply, or aliases that expand too far
 * - `forbidden-key`: the key `__proto__`
 * - `not-json`: a value that JSON, and so Helm, cannot hold
 * - `unreadable-file`: the injected reader failed
 */
export type HelmValuesErrorCode =
  | 'syntax'
  | 'lost-value'
  | 'wrong-type'
  | 'out-of-range'
  | 'too-large'
  | 'forbidden-key'
  | 'not-json'
  | 'unreadable-file';

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
  readonly place?: Place;

  constructor(code: HelmValuesErrorCode, message: string, place?: Place) {
    super(message);
    this.code = code;
    if (place) this.place = place;
  }
}

/**
 * Which rule a warning is about:
 *
 * - `map-over-scalar`: a map replaces a default that is no map
 * - `scalar-over-map`: something else replaces a default that is a map
 * - `global-skipped`: a parent's `global` could not be pushed into a subchart
 * - `value-dropped`: a setting replaces a value of another type that was set before
 */
export type HelmValuesWarningCode =
  | 'map-over-scalar'
  | 'scalar-over-map'
  | 'global-skipped'
  | 'value-dropped';

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
