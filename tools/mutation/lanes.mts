import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Trial, Verdict } from './verdict';

/** A process that tries mutants, seen from outside. */
class Lane {
  private readonly process: ChildProcess = fork(
    fileURLToPath(new URL('lane.mts', import.meta.url)),
    {
      // What the tests print says nothing here: with a mutant on, they fail.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );

  /** @throws Error where the process ends instead of answering */
  async try(trial: Trial): Promise<Verdict> {
    const ended = new AbortController();
    const { signal } = ended;
    const died = once(this.process, 'exit', { signal }).then(([code]) => {
      throw new Error(
        `the process that tries mutants ended with ${code} at mutant ${trial.mutant}`,
      );
    });
    this.process.send(trial);
    const answered = once(this.process, 'message', { signal });
    const [verdict] = await Promise.race([answered, died]).finally(() => ended.abort());
    return verdict as Verdict;
  }

  end(): void {
    this.process.disconnect();
  }
}

/**
 * Tries mutants in processes of their own, several at a time.
 *
 * @param next gives the trial that comes next, and undefined after the last one
 */
export async function tryAll(
  lanes: number,
  {
    next,
    tried,
  }: { next: () => Trial | undefined; tried: (trial: Trial, verdict: Verdict) => void },
): Promise<void> {
  const work = async () => {
    const lane = new Lane();
    try {
      for (let trial = next(); trial; trial = next()) tried(trial, await lane.try(trial));
    } finally {
      lane.end();
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
}
