import { readFileSync } from 'node:fs';
import type { OpenApi } from './open-api';

/** What is known of a field, or of a word that it may be, beside its type. */
export interface Facts {
  /** The first version that has it without a switch, where the oldest supported one has not. */
  readonly since?: string;
  /** The feature gate that it is behind, off in the newest version unless an administrator turns it on. */
  readonly gate?: string;
  /** The only words that it may be. */
  readonly words?: Readonly<Record<string, Pick<Facts, 'since' | 'gate'>>> | undefined;
  /** Whether it may be empty as well, which then is the same as absent. */
  readonly takesEmpty?: boolean;
}

/** What was taken from the source of Kubernetes. */
export interface Extract {
  /** The versions that were read, oldest first; the last one is the one whose types these are. */
  readonly versions: readonly string[];
  /** The types by name, as OpenAPI has them. */
  readonly types: Readonly<Record<string, OpenApi>>;
  /** What else is known, by `Type.field`. */
  readonly facts: Readonly<Record<string, Facts>>;
}

/** The file that `extract.ts` writes. */
export const EXTRACT = 'imports/kubernetes/types.json';

/** What was extracted, and committed. */
export function extracted(): Extract {
  return JSON.parse(readFileSync(EXTRACT, 'utf8'));
}
