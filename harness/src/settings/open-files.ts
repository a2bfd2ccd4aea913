import { readdirSync, readFileSync } from 'node:fs';

/** For files that are opened and closed again during a run, and for name look-ups. */
const RESERVE = 16;

/** How many files, and so connections, the system lets this process have open. */
export interface OpenFiles {
  readonly limit: number;
  /** Connections that fit beside what is open now; at least 1. */
  readonly room: number;
}

/** Looks at the limit of open files; `undefined` where the system does not tell, or has none. */
export function openFiles(proc = '/proc/self'): OpenFiles | undefined {
  try {
    const limits = readFileSync(`${proc}/limits`, 'utf8');
    const [, soft] = /^Max open files +(\d+)/m.exec(limits) ?? [];
    if (soft === undefined) return undefined;
    const limit = Number(soft);
    return { limit, room: Math.max(1, limit - readdirSync(`${proc}/fd`).length - RESERVE) };
  } catch {
    return undefined;
  }
}
