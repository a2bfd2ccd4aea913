import type { Change } from './change';
import { OPERATOR_NAMES, OPERATORS, type OperatorName } from './operators/index';
import { type Node, type Place, placesOf } from './syntax';
import { wrappable } from './wrapping';

/** A part of a text, from the first character to before the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One small bug, made by a rule. */
export interface Mutant {
  readonly file: string;
  /** The line of the change, counted from 1. */
  readonly line: number;
  readonly operator: OperatorName;
  readonly original: string;
  readonly replacement: string;
  /** The expression to choose in place of: itself or what is in `mutated`. */
  readonly span: Span;
  readonly mutated: string;
}

/** The text of a part of a file with the change in it. */
const applied = (text: string, { start, end }: Span, change: Change) =>
  text.slice(start, change.start) + change.to + text.slice(change.end, end);

function mutant(
  file: string,
  text: string,
  {
    node,
    span,
    operator,
    change,
  }: { node: Node; span: Node; operator: OperatorName; change: Change },
): Mutant {
  return {
    file,
    line: text.slice(0, change.start).split('\n').length,
    operator,
    original: text.slice(node.start, node.end),
    replacement: applied(text, node, change),
    span: { start: span.start, end: span.end },
    mutated: applied(text, span, change),
  };
}

function mutantsAt(file: string, text: string, place: Place): readonly Mutant[] {
  const span = wrappable(place);
  if (!span) return [];
  return OPERATOR_NAMES.flatMap((operator) =>
    OPERATORS[operator](place, text).map((change) =>
      mutant(file, text, { node: place.node, span, operator, change }),
    ),
  );
}

/**
 * Leaves out what changes nothing, as the test `true` set to true, and what two rules make, as the test `true` set to
 * false and the constant flipped.
 */
function distinct(mutants: readonly Mutant[]): readonly Mutant[] {
  const known = new Map<string, Mutant>();
  for (const mutant of mutants) {
    const key = JSON.stringify([mutant.span, mutant.mutated]);
    if (mutant.replacement !== mutant.original && !known.has(key)) known.set(key, mutant);
  }
  return [...known.values()];
}

/**
 * All mutants of a TypeScript file, in the order of its text.
 *
 * @param file its path, as the report names it
 * @throws Error where the text is no TypeScript
 */
export const mutantsOf = (file: string, text: string): readonly Mutant[] =>
  distinct(placesOf(file, text).flatMap((place) => mutantsAt(file, text, place)));
