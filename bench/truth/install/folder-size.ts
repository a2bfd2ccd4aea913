import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of all files in a folder, each once, however many names it has. */
export function folderSize(folder: string): number {
  const seen = new Set<number>();
  const sizeOf = (path: string): number => {
    const { ino, size } = lstatSync(path);
    if (seen.has(ino)) return 0;
    seen.add(ino);
    return size;
  };
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + sizeOf(join(entry.parentPath, entry.name)), 0);
}
