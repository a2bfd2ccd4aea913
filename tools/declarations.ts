import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';

/** The declaration files that one file leads to through its relative imports, itself included. */
function reachable(root: string, file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(join(root, file), 'utf8');
  for (const [, path = ''] of text.matchAll(/from '(\.[^']*)'/g)) {
    reachable(root, normalize(join(dirname(file), `${path}.d.ts`)), found);
  }
  return found;
}

/** Writes the public types, and only those: internal ones mention zod, which users need not have. */
export function writeDeclarations(outdir: string): void {
  const all = mkdtempSync(join(tmpdir(), 'kvmini-types-'));
  const tsc = ['tsc', '-p', 'tools/tsconfig.types.json', '--outDir', all];
  try {
    execFileSync('npx', tsc, { stdio: 'inherit' });
    for (const file of reachable(join(all, 'src'), 'index.d.ts')) {
      cpSync(join(all, 'src', file), join(outdir, file));
    }
  } finally {
    rmSync(all, { recursive: true });
  }
}
