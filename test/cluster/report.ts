import { formatPath } from '../../src/values/path';
import { onlyThere, strictness } from './strictness';
import { namesSameField, type Verdicts } from './verdicts';

/** What a value set came to. */
export type Outcome =
  | 'both take'
  | 'both refuse'
  | 'refused here alone'
  | 'refused there alone'
  | 'not rendered';

export function outcomeOf({ ours, theirs }: Verdicts): Outcome {
  if (theirs === undefined) return ours.length > 0 ? 'not rendered' : 'refused there alone';
  if (ours.length > 0) return theirs.length > 0 ? 'both refuse' : 'refused here alone';
  return theirs.length > 0 ? 'refused there alone' : 'both take';
}

/** What each says, a line each. */
export function saidOf({ ours, theirs }: Verdicts): string[] {
  return [
    ...ours.map(({ path, message }) => `    here:  ${path}: ${message}`),
    ...(theirs ?? []).map(({ object, message, paths }) => {
      const shown = paths.map(formatPath).join(', ');
      return `    there: ${shown || object}: ${message.slice(0, 400)}`;
    }),
  ];
}

/** Why the two differ by intent, where that is so of each issue. */
function meant({ ours, theirs }: Verdicts): string | undefined {
  if (ours.length === 0)
    return onlyThere((theirs ?? []).flatMap(({ paths }) => paths.map(formatPath)))?.why;
  const lines = ours.map(strictness);
  return lines.every((line) => line !== undefined) ? lines[0]?.why : undefined;
}

/** Whether the two differ, and nobody has said that they should. */
export const isUnlike = (verdicts: Verdicts): boolean =>
  outcomeOf(verdicts).endsWith('alone') && meant(verdicts) === undefined;

/** What many value sets came to. */
export class Report {
  readonly #counts = new Map<Outcome, number>();
  readonly #disagreements: Verdicts[] = [];
  readonly #meant = new Map<string, number>();
  readonly #otherFields: Verdicts[] = [];
  #compared = 0;

  add(verdicts: Verdicts): void {
    const outcome = outcomeOf(verdicts);
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + 1);
    if (outcome === 'both refuse') this.#compareFields(verdicts);
    if (!outcome.endsWith('alone')) return;
    const why = meant(verdicts);
    if (why === undefined) this.#disagreements.push(verdicts);
    else this.#meant.set(why, (this.#meant.get(why) ?? 0) + 1);
  }

  #compareFields(verdicts: Verdicts): void {
    const same = namesSameField(verdicts);
    if (same === undefined) return;
    this.#compared += 1;
    if (!same) this.#otherFields.push(verdicts);
  }

  /** How many value sets came to something. */
  count(outcome: Outcome): number {
    return this.#counts.get(outcome) ?? 0;
  }

  /** Refused here and taken there, and nobody has said why. */
  get falseRefusals(): readonly string[] {
    return this.#told('refused here alone');
  }

  /** The part of the value sets on which both agree, or differ by intent. */
  get agreement(): number {
    const all = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    return 1 - this.#disagreements.length / all;
  }

  /** The part of the refusals by both that name the same field, where the API server names one. */
  get sameField(): number {
    return 1 - this.#otherFields.length / Math.max(1, this.#compared);
  }

  #told(outcome: Outcome): string[] {
    const all = this.#disagreements.filter((one) => outcomeOf(one) === outcome);
    return distinct(all);
  }

  toString(): string {
    const line = (count: number, text: string) => `${String(count).padStart(7)} ${text}`;
    const part = (title: string, lines: readonly string[]) =>
      lines.length > 0 ? [title, ...lines] : [];
    return [
      `Agreement ${percent(this.agreement)}, the same field in ${percent(this.sameField)} of ${this.#compared} refusals by both`,
      ...[...this.#counts].sort().map(([outcome, count]) => line(count, outcome)),
      ...part(
        'Different by intent:',
        [...this.#meant].sort().map(([why, count]) => line(count, why)),
      ),
      ...part('Refused here alone:', this.#told('refused here alone')),
      ...part('Refused there alone:', this.#told('refused there alone')),
      ...part('Other fields:', distinct(this.#otherFields)),
    ].join('\n');
  }
}

const percent = (part: number) => `${(100 * part).toFixed(1)} %`;

/** What is said of some value sets, each once. */
function distinct(all: readonly Verdicts[]): string[] {
  return [...new Set(all.map((one) => [`  ${one.set.kind}`, ...saidOf(one)].join('\n')))].sort();
}
