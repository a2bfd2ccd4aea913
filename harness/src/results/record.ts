import { cpus, totalmem } from 'node:os';
import { basename } from 'node:path';
import { recordedSettings } from '../settings/recorded';
import type { BenchSettings } from '../settings/settings';
import { VERSION } from '../version';
import { runFile } from './folder';
import { RESULTS_VERSION, type RecordedTarget, type RunOutcome, type RunRecord } from './schema';
import { replaceJson } from './write';

function machine(): NonNullable<RunRecord['machine']> {
  const all = cpus();
  return { cpu: all[0]?.model ?? 'unknown', cores: all.length, memoryBytes: totalmem() };
}

/** `run.json` of one run, written anew whenever something of it becomes known. */
export class RunRecordFile {
  private record: RunRecord;
  private readonly path: string;

  constructor(
    folder: string,
    settings: BenchSettings,
    private readonly started: Date,
  ) {
    this.path = runFile(folder, 'record');
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
    };
    replaceJson(this.path, this.record);
  }

  /** What the file says now. */
  get current(): RunRecord {
    return this.record;
  }

  /** Notes the server that answered. */
  foundTarget(target: RecordedTarget): void {
    this.change({ target });
  }

  /** Notes the end, so many monotonic milliseconds after the start: the wall clock may have jumped. */
  ended(outcome: RunOutcome, reason: string | null, elapsedMs: number): void {
    const endedAt = new Date(this.started.getTime() + elapsedMs).toISOString();
    this.change({ outcome, reason, endedAt });
  }

  private change(part: Partial<RunRecord>): void {
    this.record = { ...this.record, ...part };
    replaceJson(this.path, this.record);
  }
}
