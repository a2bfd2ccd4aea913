import { readFileSync } from 'node:fs';
import type { GeneratorHealth } from '../results/generator';

/** CPU time that the load generator was kept from, as far as the system tells. */
export type LostCpu = Pick<GeneratorHealth, 'stolenCpu' | 'throttledSeconds'>;

/** Where Linux tells of it. */
export interface CpuFiles {
  /** @see https://docs.kernel.org/filesystems/proc.html */
  readonly stat: string;
  /** Of the container, by version of cgroups; the first that is there is read. @see https://docs.kernel.org/admin-guide/cgroup-v2.html */
  readonly cgroups: readonly string[];
}

const FILES: CpuFiles = {
  stat: '/proc/stat',
  cgroups: ['/sys/fs/cgroup/cpu.stat', '/sys/fs/cgroup/cpu/cpu.stat'],
};
const STEAL = 7;
/** What comes after it is part of what came before. */
const COUNTED = 8;

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The ticks of all cores since the machine started, and those that were stolen. */
function ticks(stat: string): { all: number; stolen: number | undefined } {
  const [, ...counts] = stat.split('\n', 1)[0]?.trim().split(/\s+/) ?? [];
  const numbers = counts.slice(0, COUNTED).map(Number);
  return { all: numbers.reduce((sum, each) => sum + each, 0), stolen: numbers[STEAL] };
}

/** Version 2 counts microseconds, version 1 nanoseconds. */
function throttled(files: readonly string[]): number | undefined {
  const [, unit, time] =
    /^throttled_(usec|time) (\d+)$/m.exec(files.map(read).find(Boolean) ?? '') ?? [];
  return time === undefined ? undefined : Number(time) / (unit === 'usec' ? 1e6 : 1e9);
}

function difference(after: number | undefined, before: number | undefined): number | undefined {
  return after === undefined || before === undefined ? undefined : after - before;
}

/** Begins to watch; the function that it returns tells what was lost since. */
export function watchLostCpu(files: CpuFiles = FILES): () => LostCpu {
  const look = () => ({ ...ticks(read(files.stat)), throttled: throttled(files.cgroups) });
  const before = look();
  return () => {
    const after = look();
    const all = after.all - before.all;
    const stolen = difference(after.stolen, before.stolen);
    const throttledSeconds = difference(after.throttled, before.throttled);
    return {
      ...(stolen !== undefined && all > 0 && { stolenCpu: stolen / all }),
      ...(throttledSeconds !== undefined && { throttledSeconds }),
    };
  };
}
