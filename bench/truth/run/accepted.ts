import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../scenarios/scenario';
import { type Log, readLog } from '../servers/log';
import { type Kept, kept } from './run';

/** A run of which the server was on time, with what was true. */
export interface Accepted {
  readonly run: Kept;
  readonly log: Log;
}

/** Reads a run; `undefined` where there is none or where its server was late. */
export function readAccepted(folder: string, scenario: Scenario): Accepted | undefined {
  const file = join(folder, 'run.json');
  if (!existsSync(file)) return undefined;
  const run = kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  const log = readLog(join(folder, 'truth.jsonl'));
  return log.lag.p99Ms <= scenario.mostLagMs ? { run, log } : undefined;
}
