import { execFileSync } from 'node:child_process';

/** A Go module with its version, and its checksum as `go.sum` has it. */
export interface GoModule {
  readonly module: string;
  readonly sum: string;
}

/**
 * Downloads a module into Go's own cache.
 *
 * @param cwd a folder without a go.mod
 * @returns the folder of its files, which can't be written
 * @throws Error where Go can't download it, or it is another one
 */
export function moduleFolder({ module, sum }: GoModule, cwd: string): string {
  const download = ['mod', 'download', '-json', module];
  const { Dir, Sum } = JSON.parse(execFileSync('go', download, { encoding: 'utf8', cwd }));
  if (Sum === sum) return Dir;
  throw new Error(`expected ${module} to have the checksum ${sum}, found ${Sum}`);
}
