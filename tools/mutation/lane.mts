/** A process that keeps vitest ready and tries one mutant after another; `lanes.mts` starts it. */
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { readSources } from './sources';
import type { Outcome, Trial, Verdict } from './verdict';
import { startVitest } from './vitest.mjs';

/** One trial under way: ends the run at the first test that fails, or when a file takes too long. */
class Watch {
  verdict: Verdict | undefined;
  private readonly limits: ReadonlyMap<string, number>;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    { files }: Trial,
    private readonly stop: () => void,
  ) {
    this.limits = new Map(files.map(({ path, limitMs }) => [path, limitMs]));
  }

  begins({ moduleId }: TestModule): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end('timed out', moduleId), this.limits.get(moduleId));
  }

  end(outcome: Outcome, by: string): void {
    if (this.verdict) return;
    this.verdict = { outcome, by };
    this.stop();
  }

  over(): void {
    clearTimeout(this.timer);
  }
}

/** A test that waits in vain ends at vitest's own time limit. */
const outcomeOf = (errors: readonly { message: string }[]): Outcome =>
  errors.some(({ message }) => message.startsWith('Test timed out')) ? 'timed out' : 'killed';

let watch: Watch | undefined;

const reporter: Reporter = {
  onTestModuleQueued: (module) => watch?.begins(module),
  onTestCaseResult(test) {
    const { state, errors } = test.result();
    if (state === 'failed') watch?.end(outcomeOf(errors), test.module.moduleId);
  },
  onTestModuleEnd(module) {
    if (!module.ok()) watch?.end('killed', module.moduleId);
  },
};

/** Ends the run under way at once: vitest asks its process to end when told so once, and kills it when told twice. */
function stop(vitest: Vitest): void {
  for (const _ of [1, 2]) void vitest.cancelCurrentRun('test-failure');
}

async function tried(vitest: Vitest, trial: Trial): Promise<Verdict> {
  watch = new Watch(trial, () => stop(vitest));
  vitest.provide('mutant', trial.mutant);
  const project = vitest.getRootProject();
  const files = trial.files.map(({ path }) => project.createSpecification(path));
  const { unhandledErrors } = await vitest.runTestSpecifications(files);
  watch.over();
  return watch.verdict ?? { outcome: unhandledErrors.length > 0 ? 'killed' : 'survived' };
}

const vitest = await startVitest(readSources(), { workers: 1, reporter });
process.on('message', async (trial: Trial) => process.send?.(await tried(vitest, trial)));
// Whoever started this is gone: a test in an endless loop would outlive it.
process.on('disconnect', () => {
  stop(vitest);
  setTimeout(() => process.exit(), 1_000);
});
