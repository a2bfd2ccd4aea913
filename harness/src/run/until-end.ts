import { LongTimer } from '../long-timer';
import type { RunRecordFile } from '../results/record';
import type { Results } from '../results/schema';
import { CutOff, type RunEnd } from './end';
import type { Recorder } from './recorder';

/** What may end a run before it is through. */
export interface Ending {
  readonly timeoutMs: number;
  /** What is said where the time is up. */
  readonly late: () => string;
  /** Aborted where the user interrupts it; its reason is shown. */
  readonly interrupted: AbortSignal;
  /** Cuts the run's work off; its reason is a {@link CutOff}. */
  readonly cut: AbortController;
}

/** Runs until the work is through, the time is up or the user interrupts it; never fails. */
export async function untilEnd(
  { timeoutMs, late, interrupted, cut }: Ending,
  work: () => Promise<RunEnd>,
): Promise<RunEnd> {
  const cutOff = (end: RunEnd) => cut.abort(new CutOff(end));
  const timer = new LongTimer(() => cutOff({ outcome: 'failed', reason: late() }), timeoutMs);
  const interrupt = () => cutOff({ outcome: 'interrupted', reason: String(interrupted.reason) });
  interrupted.addEventListener('abort', interrupt, { once: true });
  if (interrupted.aborted) interrupt();
  try {
    return await work();
  } catch (error) {
    const { reason } = cut.signal;
    if (reason instanceof CutOff) return reason.end;
    return { outcome: 'failed', reason: (error as Error).message };
  } finally {
    timer.clear();
    interrupted.removeEventListener('abort', interrupt);
  }
}

/** The files that a run ends with. */
export interface EndedFiles {
  readonly recorder: Recorder;
  readonly record: RunRecordFile;
  /** Milliseconds since the run began. */
  readonly now: () => number;
}

/** Writes how a run ended. Figures that can't be written are still shown: they were measured. */
export function saveEnd(
  { recorder, record, now }: EndedFiles,
  { outcome, reason }: RunEnd,
  results: Results,
): Results {
  try {
    recorder.save(results);
    record.ended(outcome, reason, now());
    return results;
  } catch (error) {
    return { ...results, outcome: 'failed', reason: reason ?? (error as Error).message };
  }
}
