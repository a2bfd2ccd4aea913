import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes programs of bash that stand in for those that need a cluster or a network.
 *
 * @param bodies what each program does, by its name
 * @returns the folder to put first on PATH
 */
export function writeShims(folder: string, bodies: Readonly<Record<string, string>>): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const [name, body] of Object.entries(bodies)) {
    writeFileSync(join(bin, name), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
  }
  return bin;
}
