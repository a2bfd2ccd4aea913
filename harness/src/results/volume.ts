import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { type FileHandle, lstat, open, readlink, realpath } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { printable } from 'kvmini-contract/printable';
import { RunError } from '../errors';

/*
 * The results volume is shared: whoever can write it may put a link, a FIFO or a device where a file is looked for.
 * What is read from it is opened here.
 */

/** A link is an error, and a FIFO does not make the program wait for who writes it. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Something other than a regular file, or a folder, is where one was looked for on the shared volume. */
export class OddEntry extends RunError {}

/** What stands at a path, in words. */
export function kindOf(stats: Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO'>) {
  if (stats.isFile()) return 'a file';
  if (stats.isDirectory()) return 'a folder';
  if (stats.isSymbolicLink()) return 'a link';
  return stats.isFIFO() ? 'a named pipe' : 'a device or socket';
}

const odd = (path: string, found: string) =>
  new OddEntry(`${printable(path)}: expected a regular file of its own, found ${found}`);

function checkRegular(path: string, stats: Stats): void {
  if (!stats.isFile()) throw odd(path, kindOf(stats));
}

/** Linux says where an open file is: a folder on the way that is a link, or became one meanwhile, shows there. */
const placeOf = (file: number) => `/proc/self/fd/${file}`;
/** How Linux marks the place of a file that was replaced after it was opened. */
const REPLACED = / \(deleted\)$/;

function checkPlace(path: string, place: string): void {
  const found = place.replace(REPLACED, '');
  if (found !== path) throw odd(path, 'one that a link leads to');
}

/**
 * Opens a regular file for reading; no part of its path may be a link.
 *
 * @param path by real folders, as {@link realFolder} gives them
 * @returns its descriptor
 * @throws OddEntry where it is no regular file, or where a link leads to it
 */
export function openRegular(path: string): number {
  const whole = resolve(path);
  checkRegular(path, lstatSync(whole));
  const file = openSync(whole, READ);
  try {
    checkRegular(path, fstatSync(file));
    const place = tryTo(() => readlinkSync(placeOf(file)));
    if (place !== undefined) checkPlace(whole, place);
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** As {@link openRegular}, without keeping other work waiting. */
export async function openRegularAsync(path: string): Promise<FileHandle> {
  const whole = resolve(path);
  checkRegular(path, await lstat(whole));
  const file = await open(whole, READ);
  try {
    checkRegular(path, await file.stat());
    const place = await readlink(placeOf(file.fd)).catch(() => undefined);
    if (place !== undefined) checkPlace(whole, place);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

const tooLarge = (path: string, bytes: number, most: number) =>
  new OddEntry(`${printable(path)}: expected at most ${most} bytes, found ${bytes}`);

/**
 * Reads a small file of the shared volume as UTF-8.
 *
 * @param most bytes that it may have
 * @throws OddEntry where it is larger, or no regular file
 */
export function readSmall(path: string, most: number): string {
  const file = openRegular(path);
  try {
    const { size } = fstatSync(file);
    if (size > most) throw tooLarge(path, size, most);
    const bytes = Buffer.alloc(size);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, size, 0));
  } finally {
    closeSync(file);
  }
}

/** As {@link readSmall}, without keeping other work waiting. */
export async function readSmallAsync(path: string, most: number): Promise<string> {
  const file = await openRegularAsync(path);
  try {
    const { size } = await file.stat();
    if (size > most) throw tooLarge(path, size, most);
    const bytes = Buffer.alloc(size);
    const { bytesRead } = await file.read(bytes, 0, size, 0);
    return bytes.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * The real path of a folder on the shared volume, none of whose parts below `root` is a link.
 *
 * @param root the volume; that itself may be reached by a link, which its user set
 * @throws OddEntry where it is no folder, or a link leads to it
 */
export function realFolder(root: string, path: string): string {
  const below = relative(resolve(root), resolve(path));
  const wanted = join(realpathSync(root), below);
  const stats = lstatSync(wanted);
  return checkFolder(path, wanted, stats, stats.isDirectory() ? realpathSync(wanted) : undefined);
}

/** As {@link realFolder}, without keeping other work waiting. */
export async function realFolderAsync(root: string, path: string): Promise<string> {
  const below = relative(resolve(root), resolve(path));
  const wanted = join(await realpath(root), below);
  const stats = await lstat(wanted);
  return checkFolder(path, wanted, stats, stats.isDirectory() ? await realpath(wanted) : undefined);
}

function checkFolder(path: string, wanted: string, stats: Stats, found: string | undefined) {
  if (found === wanted) return wanted;
  const what = found === undefined ? kindOf(stats) : 'one that a link leads to';
  throw new OddEntry(`${printable(path)}: expected a folder of its own, found ${what}`);
}

/** Whether a path is below a folder, by its name alone. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way !== '' && way !== '..' && !way.startsWith('../');
}

function tryTo<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
