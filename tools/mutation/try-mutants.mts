import { relative } from 'node:path';
import { cover } from './coverage.mjs';
import type { NumberedMutant } from './instrument';
import { tryAll } from './lanes.mjs';
import { trialOf } from './plan';
import { changeOf, type Tried } from './report';
import { LANES } from './settings';
import type { Source } from './sources';
import { isNoticed } from './verdict';

/** Where progress goes, a line at a time. */
export type Log = (line: string) => void;

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(0)} s`;

async function coverage(sources: readonly Source[], log: Log) {
  const begun = performance.now();
  let ended = 0;
  const files = await cover(sources, {
    workers: LANES,
    ended: ({ path, milliseconds, reached }) => {
      log(
        `${++ended} ${relative('.', path)}: ${milliseconds} ms, reaches ${reached.length} mutants`,
      );
    },
  });
  log(`${files.length} test files without a mutant: ${seconds(begun)}`);
  return files;
}

/**
 * Tries mutants, each by the tests that reach it.
 *
 * @param sources all that is mutated: what a test reaches is known of every mutant
 * @throws Error where a test fails without a mutant
 */
export async function tryMutants(
  sources: readonly Source[],
  mutants: readonly NumberedMutant[],
  log: Log,
): Promise<readonly Tried[]> {
  const files = await coverage(sources, log);
  const begun = performance.now();
  const tried: Tried[] = [];
  const byId = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  const waiting = mutants.map(({ id }) => trialOf(id, files));
  const uncovered = waiting.filter(({ files }) => files.length === 0);
  const note = (id: number, verdict: Tried['verdict']) => {
    const mutant = byId.get(id);
    if (!mutant) return;
    tried.push({ mutant, verdict });
    const by = verdict.by ? ` by ${relative('.', verdict.by)}` : '';
    const is = isNoticed(verdict.outcome) ? verdict.outcome : verdict.outcome.toUpperCase();
    log(
      `${tried.length}/${mutants.length} ${seconds(begun)} ${is}${by}: ${mutant.file}:${mutant.line} ${changeOf(mutant)}`,
    );
  };
  for (const { mutant } of uncovered) note(mutant, { outcome: 'not covered' });
  const covered = waiting.filter(({ files }) => files.length > 0).values();
  await tryAll(LANES, {
    next: () => covered.next().value,
    tried: ({ mutant }, verdict) => note(mutant, verdict),
  });
  return tried;
}
