import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { safeParse } from 'kvmini-contract/parse';
import { type FoundScale, foundScale } from '../results/cold';
import { runFile, runNames } from '../results/folder';
import { parseForeignJson } from '../results/json';
import { LARGEST_FILE, readRecord } from '../results/read';
import { readSmall } from '../results/volume';
import type { Scalable } from './classify';

/** So many runs are looked through, the newest first. */
const MOST_RUNS = 100;

/**
 * Why a target at zero is not to be taken as it is: an earlier run brought it there, and was killed before it could put its
 * scale back.
 *
 * @returns `undefined` where none did
 */
export function leftAtZero(
  scalable: Scalable | string,
  outputDir: string,
  namespace: string,
): string | undefined {
  if (typeof scalable === 'string' || scalable.way !== 'Deployment' || scalable.replicas > 0)
    return undefined;
  for (const name of runNames(outputDir).slice(0, MOST_RUNS)) {
    const scale = scaleOf(join(outputDir, name));
    if (scale?.deployment !== scalable.deployment || scale.namespace !== namespace) continue;
    if (scale.state !== 'changed' || scale.replicas === 0) return undefined;
    const command = `kubectl scale deployment/${scale.deployment} --namespace=${namespace} --replicas=${scale.replicas}`;
    return `the run ${name} found ${scale.replicas} replicas of ${scale.deployment} and did not put them back; do that first: ${command}`;
  }
  return undefined;
}

/** What a run found, unless it goes on; what can't be read is none. */
function scaleOf(folder: string): FoundScale | undefined {
  const path = runFile(folder, 'scale');
  if (!existsSync(path)) return undefined;
  try {
    if (readRecord(folder).outcome === 'running') return undefined;
    return safeParse(foundScale, parseForeignJson(readSmall(path, LARGEST_FILE))).data;
  } catch {
    return undefined;
  }
}
