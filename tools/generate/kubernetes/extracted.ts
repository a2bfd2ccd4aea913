import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
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

/** What was extracted from Kubernetes, and committed. */
export function extracted(): Extract {
  return JSON.parse(readFileSync(EXTRACT, 'utf8'));
}

/** Types of other projects' resources, written down by hand. */
const OTHERS = 'imports/prometheus-operator/types.yaml';

function wordsOf([type, { properties = {} }]: [string, OpenApi]): [string, Facts][] {
  return Object.entries(properties).flatMap(([name, { enum: words }]): [string, Facts][] => {
    if (words === undefined) return [];
    return [[`${type}.${name}`, { words: Object.fromEntries(words.map((word) => [word, {}])) }]];
  });
}

/** All types that values may have: those of Kubernetes, and those of other projects' resources. */
export function allTypes(): Extract {
  const { versions, types, facts } = extracted();
  const others: Extract['types'] = parse(readFileSync(OTHERS, 'utf8'));
  const words = Object.fromEntries(Object.entries(others).flatMap(wordsOf));
  return { versions, types: { ...types, ...others }, facts: { ...facts, ...words } };
}
