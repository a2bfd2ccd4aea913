import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { isGone } from '../results/alive';
import { RUN_FILES, type RunFile, runFile } from '../results/folder';
import { type Newest, newestRuns } from '../results/newest';
import { LARGEST_FILE, parseText } from '../results/read';
import { type Results, type RunRecord, results, runRecord } from '../results/schema';
import { readSmallAsync, realFolderAsync } from '../results/volume';

/** Runs that are listed; the older ones stay where they are. */
export const MOST_LISTED = 200;
const AT_ONCE = 8;
/** A volume is looked at once a second, and for a tenth of the time at most. */
const LOOK_EVERY_MS = 1_000;
const REST = 9;
/** So long a page waits for a look at the volume; then it shows what is known. */
const PATIENCE_MS = 1_000;
/** Some volumes tell times in whole seconds: a file that is so young may change without a trace. */
const YOUNG_MS = 3_000;

/** A run as it was found on the volume. */
export interface IndexedRun {
  readonly name: string;
  /** Its files that are there. */
  readonly files: readonly RunFile[];
  readonly record?: RunRecord;
  readonly results?: Results;
  /** Why there is no record of it. */
  readonly problem?: string;
}

/** The runs of a volume; the same object as long as nothing of them changes. */
export interface IndexedRuns {
  /** Newest first. */
  readonly runs: readonly IndexedRun[];
  /** Runs in all, with those that are not listed. */
  readonly total: number;
}

interface Known {
  readonly key: string;
  /** As its files say. */
  readonly read: IndexedRun;
  /** The same, with what is known of its process. */
  readonly run: IndexedRun;
}

const FILES = Object.keys(RUN_FILES) as readonly RunFile[];
const PARSED: readonly RunFile[] = ['record', 'results'];

/**
 * The newest runs of the volume, each read once, and again where its files change.
 *
 * Changes are found by looking: what a network volume is told of others' changes can't be relied on.
 */
export class RunIndex {
  private known = new Map<string, Known>();
  private shown: IndexedRuns = { runs: [], total: 0 };
  private looking: Promise<void> | undefined;
  private nextLook = 0;

  /** @param odd called with what has the name of a run and is none */
  constructor(
    private readonly volume: string,
    private readonly outputDir: string,
    private readonly odd: (line: string) => void,
  ) {}

  /** The runs as they are known: at most some seconds old, and never waited for longer than one. */
  async runs(): Promise<IndexedRuns> {
    const look = this.look();
    if (look !== undefined) {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, PATIENCE_MS);
      });
      await Promise.race([look, patience]).finally(() => clearTimeout(timer));
    }
    return this.shown;
  }

  /** The runs as they are now, however long that takes. */
  async latest(): Promise<IndexedRuns> {
    await this.looking;
    this.nextLook = 0;
    await this.look();
    return this.shown;
  }

  private look(): Promise<void> | undefined {
    if (this.looking !== undefined || performance.now() < this.nextLook) return this.looking;
    const begun = performance.now();
    this.looking = this.read()
      .catch((error) => this.odd(`the runs can't be read: ${(error as Error).message}`))
      .finally(() => {
        const now = performance.now();
        this.nextLook = now + Math.max(LOOK_EVERY_MS, REST * (now - begun));
        this.looking = undefined;
      });
    return this.looking;
  }

  private async read(): Promise<void> {
    const folder = await realFolderAsync(this.volume, this.outputDir);
    const newest = await newestRuns(folder, MOST_LISTED);
    for (const name of newest.odd) this.odd(`${join(folder, name)}: passed over, it is no folder`);
    const known = new Map<string, Known>();
    for (let i = 0; i < newest.names.length; i += AT_ONCE) {
      const names = newest.names.slice(i, i + AT_ONCE);
      for (const each of await Promise.all(names.map((name) => this.inspect(folder, name)))) {
        known.set(each.run.name, each);
      }
      await breathe();
    }
    this.show(known, newest);
  }

  private show(known: Map<string, Known>, { total }: Newest): void {
    const runs = [...known.values()].map(({ run }) => run);
    const before = this.shown.runs;
    const same =
      total === this.shown.total &&
      runs.length === before.length &&
      runs.every((run, i) => run === before[i]);
    this.known = known;
    if (!same) this.shown = { runs, total };
  }

  private async inspect(outputDir: string, name: string): Promise<Known> {
    const folder = join(outputDir, name);
    const states = await Promise.all(FILES.map((file) => stateOf(folder, file)));
    const key = states.map(({ key }) => key).join(' ');
    const before = this.known.get(name);
    const unchanged = before?.key === key && !states.some(({ young }) => young);
    const files = FILES.filter((_, i) => states[i]?.key !== '');
    const read = unchanged ? before.read : await readRun(folder, name, files);
    const run = settled(folder, read);
    return { key, read, run: before !== undefined && isSame(before.run, run) ? before.run : run };
  }
}

/** A run whose process is gone says `running` for ever. */
function settled(folder: string, run: IndexedRun): IndexedRun {
  const { record } = run;
  if (record === undefined || !isGone(folder, record)) return run;
  return { ...run, record: { ...record, outcome: 'broken_off' } };
}

const isSame = (a: IndexedRun, b: IndexedRun): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/** What changes with a file; of those that are not read, whether they are there. */
async function stateOf(folder: string, file: RunFile): Promise<{ key: string; young: boolean }> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await lstat(runFile(folder, file));
    if (!PARSED.includes(file)) return { key: 'there', young: false };
    const young = mtimeMs % 1_000 === 0 && Math.abs(Date.now() - mtimeMs) < YOUNG_MS;
    return { key: [ino, size, mtimeMs, ctimeMs].join(':'), young };
  } catch {
    return { key: '', young: false };
  }
}

async function readRun(
  folder: string,
  name: string,
  files: readonly RunFile[],
): Promise<IndexedRun> {
  const read = async (file: RunFile) => {
    const path = runFile(folder, file);
    return [path, await readSmallAsync(path, LARGEST_FILE)] as const;
  };
  const found = { name, files };
  try {
    const record = parseText(...(await read('record')), runRecord);
    // The rows of a run that has no results yet may be many: they are not read for a list.
    if (!files.includes('results')) return { ...found, record };
    return { ...found, record, results: parseText(...(await read('results')), results) };
  } catch (error) {
    return { ...found, problem: (error as Error).message };
  }
}
