import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { StandIn } from '../stand-in';
import { Reader } from './reader';
import { FIRST } from './release';

/**
 * What a way to deploy is tried on as long as a file of tests runs: a folder, and what stands for nodes.
 *
 * @returns the folder
 */
export function ground(way: string, namespaces: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), `kvmini-${way}-`));
  let nodes: StandIn;
  beforeAll(() => {
    nodes = new StandIn(namespaces);
  });
  afterAll(async () => {
    await nodes.stop();
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** A reader of a release, and one of its twin: the same name in another namespace, with the same first values. */
export async function twice(
  folder: string,
  [here, twin]: readonly [string, string],
): Promise<readonly [Reader, Reader]> {
  const both = [await Reader.open(folder, here), await Reader.open(folder, twin)] as const;
  for (const reader of both) await reader.commit(FIRST);
  return both;
}
