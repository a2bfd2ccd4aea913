import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What `npm pack` made. */
export interface Packed {
  /** Where the tarball is. */
  readonly tarball: string;
  /** The paths of its files, sorted. */
  readonly files: readonly string[];
}

/** Packs the library as `npm publish` would, from the `lib/` that is there, into a folder. */
export function pack(folder: string): Packed {
  const npm = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const stdio = ['ignore', 'pipe', 'ignore'] as const;
  const [packed] = JSON.parse(execFileSync('npm', npm, { encoding: 'utf8', stdio: [...stdio] }));
  const files: string[] = packed.files.map(({ path }: { path: string }) => path);
  return { tarball: join(folder, packed.filename), files: files.sort() };
}
