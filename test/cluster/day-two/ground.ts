import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { StandIn } from '../stand-in';
import { FIRST } from './release';
import { Terminal } from './terminal';

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

/** A terminal for a release, and one for its twin: the same name in another namespace, with the same first values. */
export async function twice(
  folder: string,
  [here, twin]: readonly [string, string],
): Promise<readonly [Terminal, Terminal]> {
  const both = [await Terminal.open(folder, here), await Terminal.open(folder, twin)] as const;
  for (const terminal of both) await terminal.commit(FIRST);
  return both;
}
