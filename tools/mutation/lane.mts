/** A process that keeps vitest ready and tries one mutant after another; `lanes.mts` starts it. */
import { resolve } from 'node:path';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import { failsOutside } from './failures.mjs';
import { readSources } from './sources';
import type { Outcome, Trial, TrialFile, Verdict } from './verdict';
import { startVitest } from './vitest.mjs';

/** One trial under way: ends the run at the first test that fails, or when a file takes too long. */
class Watch {
  verdict: Verdict | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly trial: Trial,
    private readonly stop: () => void,
  ) {}

  begins(module: TestModule): void {
    const { limitMs } = this.fileOf(module);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end('timed out', module), limitMs);
  }

  failed(test: TestCase, outcome: Outcome): void {
    const { ignored } = this.fileOf(test.module);
    if (!ignored.includes(test.fullName)) this.end(outcome, test.module);
  }

  end(outcome: Outcome, { relativeModuleId }: TestModule): void {
    if (this.verdict) return;
    this.verdict = { outcome, by: relativeModuleId };
    this.stop();
  }

  over(): void {
    clearTimeout(this.timer);
  }

  private fileOf({ relativeModuleId: name }: TestModule): TrialFile {
    const file = this.trial.files.find(({ path }) => path === name);
    if (!file) throw new Error(`expected no run of ${name}`);
    return file;
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
    if (state === 'failed') watch?.failed(test, outcomeOf(errors));
  },
  onTestModuleEnd(module) {
    if (failsOutside(module)) watch?.end('killed', module);
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
  const files = trial.files.map(({ path }) => project.createSpecification(resolve(path)));
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
