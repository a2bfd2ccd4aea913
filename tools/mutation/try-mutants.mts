import { cover } from './coverage.mjs';
import type { NumberedMutant } from './instrument';
import { tryAll } from './lanes.mjs';
import { leftOut, type TestFile, trialOf } from './plan';
import { changeOf } from './report';
import { LANES } from './settings';
import type { Source } from './sources';
import type { Result, Trial, Tried, Verdict } from './verdict';

/** Where progress goes, a line at a time. */
export type Log = (line: string) => void;

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(0)} s`;

async function coverage(
  sources: readonly Source[],
  mutants: readonly NumberedMutant[],
  log: Log,
): Promise<readonly TestFile[]> {
  const begun = performance.now();
  const files = await cover(sources, {
    files: [...new Set(mutants.map(({ file }) => file))],
    workers: LANES,
    ended: (file) => {
      log(`${file.path}: ${file.milliseconds} ms, reaches ${file.reached.length} mutants`);
      for (const each of leftOut([file])) log(`FAILED without a mutant, so left out: ${each}`);
    },
  });
  log(`${files.length} test files without a mutant: ${seconds(begun)}`);
  if (files.every(({ reached }) => reached.length === 0))
    throw new Error(
      'expected tests that reach a mutant: vitest runs them without `in-each-test-file.ts`',
    );
  return files;
}

/** Notes what became of each mutant, and says so. */
class Notes {
  readonly tried: Tried[] = [];
  private readonly begun = performance.now();
  private readonly mutants: ReadonlyMap<number, NumberedMutant>;

  constructor(
    mutants: readonly NumberedMutant[],
    private readonly log: Log,
  ) {
    this.mutants = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  }

  add({ mutant: id }: Trial, verdict: Verdict): void {
    const mutant = this.mutants.get(id);
    if (!mutant) throw new Error(`expected a mutant ${id}`);
    this.tried.push({ mutant, verdict });
    const progress = `${this.tried.length}/${this.mutants.size}, ${seconds(this.begun)}`;
    const by = verdict.by === undefined ? '' : ` by ${verdict.by}`;
    const { file, line } = mutant;
    this.log(`${progress}: ${verdict.outcome}${by}: ${file}:${line} ${changeOf(mutant)}`);
  }
}

/**
 * Tries mutants, each by the tests that reach it.
 *
 * @param sources all that is mutated: what a test reaches is known of every mutant
 */
export async function tryMutants(
  sources: readonly Source[],
  mutants: readonly NumberedMutant[],
  log: Log,
): Promise<Result> {
  const files = await coverage(sources, mutants, log);
  const notes = new Notes(mutants, log);
  const trials = mutants.map(({ id }) => trialOf(id, files));
  const covered = trials.filter((trial) => trial.files.length > 0);
  for (const trial of trials) {
    if (trial.files.length === 0) notes.add(trial, { outcome: 'not covered' });
  }
  await tryAll(LANES, {
    next: () => covered.shift(),
    tried: (trial, verdict) => notes.add(trial, verdict),
  });
  return { tried: notes.tried, leftOut: leftOut(files) };
}
