import { formatPath } from '../../src/values/path';
import { type Known, LOOSER, STRICTER } from './known';
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

function knownOf({ ours, theirs }: Verdicts): Known | undefined {
  const here = STRICTER.find(
    ({ says, path }) =>
      ours.length > 0 && ours.every((issue) => says.test(issue.message) && path.test(issue.path)),
  );
  if (here || ours.length > 0) return here;
  return LOOSER.find(({ says, path }) =>
    theirs?.every(
      (refusal) =>
        says.test(refusal.message) && refusal.paths.every((keys) => path.test(formatPath(keys))),
    ),
  );
}

/** What many value sets came to. */
export class Report {
  readonly #counts = new Map<Outcome, number>();
  readonly #disagreements = new Map<string, Verdicts[]>();
  readonly #known = new Map<string, number>();
  readonly #otherFields: Verdicts[] = [];
  #compared = 0;

  add(verdicts: Verdicts): void {
    const outcome = outcomeOf(verdicts);
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + 1);
    if (outcome === 'both refuse') this.#compareFields(verdicts);
    if (!outcome.endsWith('alone')) return;
    const known = knownOf(verdicts);
    if (known) this.#known.set(known.why, (this.#known.get(known.why) ?? 0) + 1);
    else
      this.#disagreements.set(`${outcome}, ${verdicts.set.kind}`, [
        ...(this.#disagreements.get(`${outcome}, ${verdicts.set.kind}`) ?? []),
        verdicts,
      ]);
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

  /** How many disagreements nobody has explained. */
  get unexplained(): number {
    return [...this.#disagreements.values()].flat().length;
  }

  /** The part of the value sets on which both agree, or differ as explained. */
  get agreement(): number {
    const all = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    return 1 - this.unexplained / all;
  }

  /** The part of the refusals by both that name the same field, where the API server names one. */
  get sameField(): number {
    return 1 - this.#otherFields.length / Math.max(1, this.#compared);
  }

  toString(): string {
    const percent = (part: number) => `${(100 * part).toFixed(1)} %`;
    const counts = [...this.#counts].map(
      ([outcome, count]) => `  ${String(count).padStart(5)} ${outcome}`,
    );
    const known = [...this.#known].map(([why, count]) => `  ${String(count).padStart(5)} ${why}`);
    const listed = [...this.#disagreements]
      .sort()
      .flatMap(([kind, all]) => [`  ${all.length} ${kind}`, ...distinct(all)]);
    return [
      `Agreement ${percent(this.agreement)} with what is meant, same field ${percent(this.sameField)} of ${this.#compared}`,
      ...counts,
      ...(known.length > 0 ? ['Differences that are meant:', ...known] : []),
      ...(listed.length > 0 ? ['Disagreements:', ...listed] : []),
      ...(this.#otherFields.length > 0
        ? [
            'Other fields:',
            ...this.#otherFields.flatMap((one) => [`  ${one.set.kind}`, ...saidOf(one)]),
          ]
        : []),
    ].join('\n');
  }
}

/** What is said of some value sets, each once. */
function distinct(all: readonly Verdicts[]): string[] {
  return [...new Set(all.map((one) => saidOf(one).join('\n')))];
}
