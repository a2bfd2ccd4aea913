import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isBuilt } from './build';
import { goVersion } from './go-program';

/** MiB that must be free: the linker alone takes 3.4 GiB; etcd, API server and controllers take 0.8 GiB. */
const TO_BUILD = 4096;
const TO_RUN = 1024;

/**
 * What a cluster of one's own lacks on this machine.
 *
 * @returns a sentence, or `undefined` where nothing is missing
 */
export function missingForCluster(): string | undefined {
  if (process.platform !== 'linux') return 'a cluster of its own runs on Linux alone';
  if (spawnSync('openssl', ['version']).status !== 0) return 'openssl is missing';
  if (goVersion() === undefined)
    return 'Go 1.26 is missing: put it on PATH, or Go 1.21 or newer, which fetches it unless GOTOOLCHAIN=local';
  const needed = isBuilt() ? TO_RUN : TO_BUILD;
  const free = freeMemory();
  return free < needed ? `${needed} MiB of memory are needed, and ${free} are free` : undefined;
}

function freeMemory(): number {
  const [, kibibytes] =
    /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8')) ?? [];
  return Math.floor(Number(kibibytes) / 1024);
}
