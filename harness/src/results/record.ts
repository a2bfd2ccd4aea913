import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { basename } from 'node:path';
import { recordedSettings } from '../settings/recorded';
import type { BenchSettings } from '../settings/settings';
import { VERSION } from '../version';
import { keepAlive, thisProcess } from './alive';
import { runFile } from './folder';
import { type EndedOutcome, RESULTS_VERSION, type RunRecord } from './schema';
import type { Serving } from './serving';
import type { RecordedTarget } from './target';
import { replaceJson } from './write';

function machine(): NonNullable<RunRecord['machine']> {
  const all = cpus();
  return { cpu: all[0]?.model ?? 'unknown', cores: all.length, memoryBytes: totalmem() };
}

/** `run.json` of one run, written anew whenever something of it becomes known. */
export class RunRecordFile {
  private record: RunRecord;
  private readonly path: string;
  private readonly stopBeating: () => void;

  constructor(
    folder: string,
    settings: BenchSettings,
    private readonly started: Date,
  ) {
    this.path = runFile(folder, 'record');
    const running = thisProcess();
    this.record = {
      schemaVersion: RESULTS_VERSION,
      id: basename(folder),
      harness: VERSION,
      node: process.version,
      machine: machine(),
      settings: recordedSettings(settings) as RunRecord['settings'],
      target: null,
      startedAt: started.toISOString(),
      endedAt: null,
      outcome: 'running',
      reason: null,
      ...(running && { process: running }),
    };
    replaceJson(this.path, this.record);
    this.stopBeating = keepAlive(folder);
  }

  /** What the file says now. */
  get current(): RunRecord {
    return this.record;
  }

  /** Notes the server that answered. */
  foundTarget(target: RecordedTarget): void {
    this.change({ target });
  }

  /** Notes what serves the requests. */
  serving(serving: Serving): void {
    this.change({ serving });
  }

  /** Notes that several workers send the load, and by how much their clocks may be off. */
  hasWorkers(count: number, clockBoundMs: number | null): void {
    this.change({ workers: { count, clockBoundMs } });
  }

  /** Notes the end, so many monotonic milliseconds after the start: the wall clock may have jumped. */
  ended(outcome: EndedOutcome, reason: string | null, elapsedMs: number): void {
    this.stopBeating();
    const endedAt = new Date(this.started.getTime() + elapsedMs).toISOString();
    this.change({ outcome, reason, endedAt });
  }

  private change(part: Partial<RunRecord>): void {
    this.record = { ...this.record, ...part };
    replaceJson(this.path, this.record);
  }
}

/**
 * Notes in the record of a run that has ended what the program ends with, and what the run was held against.
 *
 * @throws RunError where it can't be written
 */
export function recordExit(folder: string, how: Pick<RunRecord, 'exitCode' | 'baseline'>): void {
  const path = runFile(folder, 'record');
  replaceJson(path, { ...JSON.parse(readFileSync(path, 'utf8')), ...how });
}
