import { execFileSync, spawnSync } from 'node:child_process';
import type { Command } from '../../../src/mock/process';

/** A machine of its own, as far as a process can tell: with a network and a monotonic clock that no other has. */
export interface Machine {
  /** The address at which it reaches this one. */
  readonly host: string;
  /** The same command, run there. */
  command(command: Command): Command;
}

const HOUR_SECONDS = 3_600;

const ip = (...args: readonly string[]) => execFileSync('ip', args, { stdio: 'pipe' });

/** Why namespaces can't be made here; `undefined` where they can. */
export function noMachines(): string | undefined {
  const tried = spawnSync('unshare', ['--net', '--time', '--fork', 'ip', 'link'], {
    encoding: 'utf8',
  });
  return tried.status === 0 ? undefined : (tried.error?.message ?? tried.stderr.trim());
}

/**
 * Makes network namespaces, each joined to this one by a pair of its own, with clocks that are some hours off.
 *
 * @returns them, and a function that takes them away
 */
export function makeMachines(count: number): { machines: Machine[]; remove: () => void } {
  const made: string[] = [];
  const remove = () => {
    for (const name of made) ip('netns', 'del', name);
  };
  try {
    const machines = Array.from({ length: count }, (_, i) => {
      const name = `kvmini-${process.pid}-${i}`;
      ip('netns', 'add', name);
      made.push(name);
      return join(name, i);
    });
    return { machines, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Joins a namespace to this one by addresses that are kept for measuring. @see https://www.rfc-editor.org/rfc/rfc2544 */
function join(name: string, i: number): Machine {
  const [here, there] = [`kv${process.pid % 100_000}h${i}`, `kv${process.pid % 100_000}t${i}`];
  const host = `198.18.${process.pid % 250}.${4 * i + 1}`;
  ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', name);
  ip('addr', 'add', `${host}/30`, 'dev', here);
  ip('link', 'set', here, 'up');
  ip('-n', name, 'addr', 'add', `198.18.${process.pid % 250}.${4 * i + 2}/30`, 'dev', there);
  ip('-n', name, 'link', 'set', there, 'up');
  ip('-n', name, 'route', 'add', 'default', 'via', host);
  const clock = ['--time', '--monotonic', String((i + 1) * 7 * HOUR_SECONDS)];
  const before = ['netns', 'exec', name, 'unshare', ...clock, '--fork', '--kill-child'];
  return { host, command: ([file, args]) => ['ip', [...before, file, ...args]] };
}
