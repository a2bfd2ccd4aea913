import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

/** Where Linux tells of cgroups. @see https://docs.kernel.org/admin-guide/cgroup-v2.html */
export interface CgroupPlaces {
  /** Which cgroups this process is in. */
  readonly own: string;
  /** Where their files are. */
  readonly root: string;
}

const PLACES: CgroupPlaces = { own: '/proc/self/cgroup', root: '/sys/fs/cgroup' };

/** How many cores this process may use. */
export interface Cores {
  readonly cores: number;
  /** What says so, in words. */
  readonly from: string;
}

/**
 * Finds how many whole cores this process may use: those of its container's CPU limit, in either version of cgroups, and
 * never more than the system would run at once.
 */
export function coresAllowed(
  places: CgroupPlaces = PLACES,
  available: number = availableParallelism(),
): Cores {
  const limit = Math.min(...limits(places));
  const machine = { cores: available, from: `${available} cores` };
  if (limit >= available) return machine;
  return { cores: Math.max(1, Math.floor(limit)), from: `CPU limit of ${limit} cores` };
}

/** The limits of this process's own cgroup and of those above it; a container sees its own as the root. */
function limits({ own, root }: CgroupPlaces): number[] {
  const groups = read(own)
    .split('\n')
    .map((line) => line.split(':'))
    .map(([, controllers = '', ...path]) => ({ controllers, path: path.join(':') }));
  const v2 = groups.find(({ controllers }) => controllers === '')?.path ?? '/';
  const v1 = groups.find(({ controllers }) => controllers.split(',').includes('cpu'))?.path ?? '/';
  return [
    ...upwards(v2).map((path) => version2(join(root, path))),
    ...upwards(v1).map((path) => version1(join(root, 'cpu', path))),
  ].filter((limit) => limit > 0);
}

function upwards(path: string): string[] {
  const above = dirname(path);
  return above === path || above === '.' ? [path] : [path, ...upwards(above)];
}

/** `max 100000`, or the quota and the period of it. */
function version2(folder: string): number {
  const [quota, period] = read(join(folder, 'cpu.max')).trim().split(' ').map(Number);
  return (quota ?? Number.NaN) / (period ?? Number.NaN);
}

/** -1 is no quota. */
function version1(folder: string): number {
  const number = (file: string) => Number(read(join(folder, file)).trim() || Number.NaN);
  return number('cpu.cfs_quota_us') / number('cpu.cfs_period_us');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
