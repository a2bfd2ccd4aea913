/** A disagreement that is meant. */
export interface Known {
  /** What the library says of the value's path, or the API server of the object. */
  readonly says: RegExp;
  /** The paths of the values. */
  readonly path: RegExp;
  readonly why: string;
}

/** What the library refuses, and the API server takes. */
export const STRICTER: readonly Known[] = [];

/** What the API server refuses, and the library takes. */
export const LOOSER: readonly Known[] = [];
