import { readFileSync, readlinkSync, statSync, utimesSync } from 'node:fs';
import { runFile } from './folder';
import type { RunProcess, RunRecord } from './schema';

const BEAT_EVERY_MS = 5_000;
/** A run that was not heard of for so long is gone: twelve beats, for a slow volume and clocks that differ. */
const SILENT_MS = 60_000;
/** Their places after the name of the program, which may have spaces in it. */
const STATE = 0;
const START_TICKS = 19;
/** Ended, and not fetched by its parent: in a container nobody may ever do that. */
const ENDED: readonly string[] = ['Z', 'X'];

/** Where Linux tells of processes. */
const PROC = '/proc';

/** What tells one process from all others; `undefined` where the system does not say it. */
export function thisProcess(proc: string = PROC): RunProcess | undefined {
  try {
    return {
      pid: process.pid,
      startTicks: startTicks(proc, process.pid),
      bootId: readFileSync(`${proc}/sys/kernel/random/boot_id`, 'utf8').trim(),
      pidNamespace: readlinkSync(`${proc}/self/ns/pid`),
    };
  } catch {
    return undefined;
  }
}

/**
 * Keeps a run's record fresh while the run goes on, so that readers in other containers see that it does.
 *
 * Only its time changes: that takes no descriptor, of which a run may have none left.
 *
 * @returns a function that stops it
 */
export function keepAlive(folder: string): () => void {
  const beat = () => {
    try {
      const now = new Date();
      utimesSync(runFile(folder, 'record'), now, now);
    } catch {
      // Who writes to the folder notices, and says so.
    }
  };
  const timer = setInterval(beat, BEAT_EVERY_MS).unref();
  return () => clearInterval(timer);
}

/**
 * Whether the process of a run whose record says `running` is gone: nobody will write its results any more.
 *
 * In the container in which it ran its process is looked for; elsewhere it is gone once its files have not been touched
 * for a minute.
 */
export function isGone(folder: string, record: RunRecord, proc: string = PROC): boolean {
  if (record.outcome !== 'running') return false;
  const here = thisProcess(proc);
  const there = record.process;
  if (!there || there.bootId !== here?.bootId || there.pidNamespace !== here.pidNamespace) {
    return Date.now() - lastTouched(folder) > SILENT_MS;
  }
  try {
    return startTicks(proc, there.pid) !== there.startTicks;
  } catch {
    return true;
  }
}

function lastTouched(folder: string): number {
  const times = (['record', 'rows'] as const).map(
    (file) => statSync(runFile(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return Math.max(...times);
}

function startTicks(proc: string, pid: number): number {
  const stat = readFileSync(`${proc}/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (ENDED.includes(fields[STATE] ?? '')) throw new Error(`${pid} has ended`);
  return Number(fields[START_TICKS]);
}
