import { readFileSync } from 'node:fs';

/** CPU time that the load generator was kept from, as far as the system tells. */
export interface WithheldCpu {
  /** Part of the machine's CPU time that its host gave to others, from 0 to 1: "steal" on a virtual machine. */
  readonly stolenCpu?: number;
  /** Seconds for which the container had used up its CPU limit, summed over cores. */
  readonly throttledSeconds?: number;
}

/** Where Linux tells of it. */
export interface CpuFiles {
  /** @see https://docs.kernel.org/filesystems/proc.html */
  readonly stat: string;
  /** Of a container in cgroup version 2. @see https://docs.kernel.org/admin-guide/cgroup-v2.html */
  readonly cgroup: string;
}

const FILES: CpuFiles = { stat: '/proc/stat', cgroup: '/sys/fs/cgroup/cpu.stat' };
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

function throttled(cgroup: string): number | undefined {
  const found = /^throttled_usec (\d+)$/m.exec(cgroup)?.[1];
  return found === undefined ? undefined : Number(found) / 1e6;
}

/** Begins to watch; the function that it returns tells what was withheld since. */
export function watchWithheldCpu(files: CpuFiles = FILES): () => WithheldCpu {
  const look = () => ({ ...ticks(read(files.stat)), throttled: throttled(read(files.cgroup)) });
  const before = look();
  return () => {
    const after = look();
    const all = after.all - before.all;
    return {
      ...(after.stolen !== undefined &&
        before.stolen !== undefined &&
        all > 0 && { stolenCpu: (after.stolen - before.stolen) / all }),
      ...(after.throttled !== undefined &&
        before.throttled !== undefined && { throttledSeconds: after.throttled - before.throttled }),
    };
  };
}
