import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder, makeOnce } from './cache';

const HERE = __dirname;

/** A program in Go, whose modules `go.mod` and `go.sum` pin. */
export interface GoProgram {
  /** What its folder in the cache is called by. */
  readonly name: string;
  /** What it is, in words. */
  readonly title: string;
  /** The package's folder. */
  readonly folder: string;
  /** Paths of all that it is built from. */
  readonly sources: readonly string[];
  /** What it can be called as: a link for each. */
  readonly parts: readonly string[];
  readonly flags: readonly string[];
}

/** A Go that is too old fetches the one that `go.mod` asks for, from the module proxy, unless it is told not to. */
const GO = { cwd: HERE, env: { GOTOOLCHAIN: 'auto', ...process.env } };

/** Go's own version for this module, such as `go version go1.26.8 linux/amd64`; `undefined` without a Go that can build it. */
export function goVersion(): string | undefined {
  const { status, stdout } = spawnSync('go', ['version'], { ...GO, encoding: 'utf8' });
  const [, minor] = /^go version go1\.(\d+)/.exec(stdout ?? '') ?? [];
  return status === 0 && Number(minor) >= 26 ? stdout.trim() : undefined;
}

function folderOf({ name, sources, flags }: GoProgram, version: string): string {
  return cachedFolder(name, [...sources.map((file) => readFileSync(file)), version, ...flags]);
}

/** Whether a program was built before, so that no compiler runs. */
export function isBuiltGo(program: GoProgram): boolean {
  const version = goVersion();
  return version !== undefined && existsSync(folderOf(program, version));
}

/**
 * Makes sure that a program is built.
 *
 * @returns the folder with a link for each of its parts
 * @throws Error where Go is missing or can't build it
 */
export function buildGo(program: GoProgram): string {
  const version = goVersion();
  if (version === undefined) throw new Error('expected Go 1.26 or newer on PATH');
  const folder = folderOf(program, version);
  makeOnce(folder, (work) => {
    console.warn(`Building ${program.title} once, into ${folder} …`);
    compile(program, work);
  });
  return join(folder, 'bin');
}

/** Others who work on the machine come first. */
function compile({ folder, flags, parts }: GoProgram, work: string): void {
  const program = join(work, 'program');
  execFileSync('nice', ['-n', '19', 'go', 'build', ...flags, '-o', program, '.'], {
    ...GO,
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  mkdirSync(join(work, 'bin'));
  for (const part of parts) linkSync(program, join(work, 'bin', part));
  rmSync(program);
}
