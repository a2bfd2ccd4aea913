import type { Mutant, Span } from './mutants';

/** A mutant, and the number that the instrumented code asks for it by. */
export interface NumberedMutant extends Mutant {
  readonly id: number;
}

/** The function that instrumented code calls with a mutant's number: is this the one that is on? */
export const ASK = '__mutant__';

/** An expression, and the mutants to choose from in its place. */
interface Choice {
  readonly span: Span;
  readonly mutants: readonly NumberedMutant[];
}

/** The choices, outer ones before those inside. */
function choicesOf(mutants: readonly NumberedMutant[]): Choice[] {
  const choices = new Map<string, { span: Span; mutants: NumberedMutant[] }>();
  for (const mutant of mutants) {
    const { span } = mutant;
    const key = `${span.start}:${span.end}`;
    const choice = choices.get(key) ?? { span, mutants: [] };
    choice.mutants.push(mutant);
    choices.set(key, choice);
  }
  return [...choices.values()].sort(
    (one, other) => one.span.start - other.span.start || other.span.end - one.span.end,
  );
}

/**
 * Puts all mutants of a file into its text at once: each expression becomes a choice between its mutants and itself.
 * With no mutant on, the code does what it did.
 */
export function instrument(text: string, mutants: readonly NumberedMutant[]): string {
  const choices = choicesOf(mutants);
  const render = ({ start, end }: Span): string => {
    let rendered = '';
    let at = start;
    for (let next = choices[0]; next && next.span.start < end; next = choices[0]) {
      choices.shift();
      const ask = next.mutants.map(({ id, mutated }) => `${ASK}(${id})?(${mutated}):`).join('');
      rendered += `${text.slice(at, next.span.start)}(${ask}(${render(next.span)}))`;
      at = next.span.end;
    }
    return rendered + text.slice(at, end);
  };
  return render({ start: 0, end: text.length });
}
