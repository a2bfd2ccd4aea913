import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  opendirSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, extname, join, relative, resolve } from 'node:path';
import { printable } from 'kvmini-contract/printable';
import { UsageError } from '../errors';
import type { Places } from './places';

/** What the name of a profile's file ends in. */
export const EXTENSIONS = ['.yaml', '.yml', '.json'];

/** Entries of a folder that are looked at. */
const MOST_ENTRIES = 10_000;
/** A profile has some hundred bytes, but for a test schema or tools in it. */
const LARGEST_PROFILE = 16 * 1024 * 1024;

/** A profile that was found, not read yet. */
export interface FoundProfile {
  readonly name: string;
  readonly path: string;
  /** Whether a profile of the same name in an earlier folder is used instead. */
  readonly hidden: boolean;
}

/** What stands in a folder of profiles and can't be one. */
export interface PassedOver {
  readonly path: string;
  readonly why: string;
}

/** The profiles that were found, and what was passed over on the way. */
export interface FoundProfiles {
  readonly profiles: readonly FoundProfile[];
  readonly passedOver: readonly PassedOver[];
}

/**
 * All profiles: those in `/data/profiles`, then the mounted ones and those in folders below, then the chart's built-in
 * ones, then the program's own.
 *
 * The volume of `/data` is shared: no link is followed there. Elsewhere it is, since every file of a mounted ConfigMap
 * is one.
 */
export function findProfiles({ data, mounted, home, own }: Places): FoundProfiles {
  const passedOver: PassedOver[] = [];
  const look = new Look(passedOver);
  const shared = look.shared(data, join(data, 'profiles'));
  const trusted = [mounted, ...look.folders(mounted), join(home, 'profiles'), own];
  const taken = new Set<string>();
  const paths = [...shared, ...trusted.flatMap((folder) => look.files(folder, statSync))];
  const profiles = paths.map((path) => {
    const name = basename(path, extname(path));
    const hidden = taken.has(name);
    taken.add(name);
    return { name, path, hidden };
  });
  return { profiles, passedOver };
}

type GetStats = (path: string) => Stats;

/** A look into folders; what can't be used is noted. */
class Look {
  constructor(private readonly passedOver: PassedOver[]) {}

  /** The files in a folder of the shared volume, which must be a real one. */
  shared(volume: string, folder: string): string[] {
    const stats = lstatSync(folder, { throwIfNoEntry: false });
    if (stats === undefined) return [];
    const isReal = stats.isDirectory() && isInPlace(volume, folder);
    return isReal ? this.files(folder, lstatSync) : this.pass(folder, notFile(stats));
  }

  files(folder: string, statsOf: GetStats): string[] {
    return this.entries(folder)
      .filter((path) => EXTENSIONS.includes(extname(path)) && this.isFile(path, statsOf))
      .sort();
  }

  folders(folder: string): string[] {
    return this.entries(folder).filter((path) => {
      try {
        return statSync(path).isDirectory();
      } catch {
        // It leads nowhere: that is told where its name is a profile's.
        return false;
      }
    });
  }

  private isFile(path: string, statsOf: GetStats): boolean {
    try {
      const stats = statsOf(path);
      if (stats.isFile()) return true;
      this.pass(path, notFile(stats));
    } catch (error) {
      this.pass(path, reason(error));
    }
    return false;
  }

  /** The content of a folder, without the `..data` with which Kubernetes keeps a mounted ConfigMap. */
  private entries(path: string): string[] {
    const found: string[] = [];
    try {
      const folder = opendirSync(path);
      try {
        for (let entry = folder.readSync(); entry; entry = folder.readSync()) {
          if (found.length >= MOST_ENTRIES) {
            this.pass(path, `has more than ${MOST_ENTRIES} entries; the others are not looked at`);
            break;
          }
          if (!entry.name.startsWith('.')) found.push(join(path, entry.name));
        }
      } finally {
        folder.closeSync();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.pass(path, reason(error));
    }
    return found;
  }

  private pass(path: string, why: string): [] {
    // A folder is looked at for files and for folders: once is enough.
    if (!this.passedOver.some((each) => each.path === path)) this.passedOver.push({ path, why });
    return [];
  }
}

function notFile(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'is a link, which is not followed on a shared volume';
  return stats.isDirectory() ? 'is a folder' : 'is no regular file';
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'is a link that leads nowhere',
  ELOOP: 'is a link that leads nowhere',
  EACCES: "can't be read: no permission",
  ENOTDIR: 'is no folder',
};

const reason = (error: unknown): string => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? printable(message);
};

/** Whether no part of a path below a folder is a link. */
function isInPlace(volume: string, path: string): boolean {
  return (
    realpathSync(path) === join(realpathSync(volume), relative(resolve(volume), resolve(path)))
  );
}

/** Whether a path is a folder or below it, by its name alone. */
export const isBelow = (folder: string, path: string): boolean => {
  const way = relative(resolve(folder), resolve(path));
  return way !== '..' && !way.startsWith('../');
};

/**
 * Checks that a file which is named on the shared volume is a regular one there: a link on it, or a path that leads out
 * of it, could be to anything in the pod.
 *
 * @throws UsageError otherwise
 */
export function checkOnVolume(volume: string, path: string, what: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() && isBelow(volume, path) && isInPlace(volume, path)) return;
  const found = stats && isBelow(volume, path) ? 'one that is no regular file there' : 'another';
  const expected = `a file below ${printable(volume)}`;
  throw new UsageError(
    `${what}: expected ${stats ? expected : `${expected} that exists`}, found ${stats ? found : printable(path)}`,
  );
}

/**
 * Reads the text of a profile: a regular file of at most 16 MiB, not through a link where it is on the shared volume.
 *
 * @throws UsageError where it can't be read
 */
export function readProfileText(path: string, volume: string): string {
  const wrong = (why: string) => new UsageError(`profile ${printable(path)}: ${why}`);
  const onVolume = isBelow(volume, path);
  if (onVolume) checkOnVolume(volume, path, `profile ${printable(path)}`);
  const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants;
  let file: number | undefined;
  try {
    file = openSync(path, O_RDONLY | O_NONBLOCK | (onVolume ? O_NOFOLLOW : 0));
    const stats = fstatSync(file);
    if (!stats.isFile()) throw wrong(notFile(stats));
    if (stats.size > LARGEST_PROFILE) {
      throw wrong(`expected at most ${LARGEST_PROFILE} bytes, found ${stats.size}`);
    }
    const bytes = Buffer.alloc(stats.size);
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } catch (error) {
    throw error instanceof UsageError ? error : wrong(reason(error));
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
