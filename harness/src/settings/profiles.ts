import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join } from 'node:path';
import { didYouMean } from 'kvmini-contract/nearest';
import { printable, printableList } from 'kvmini-contract/printable';
import { type ProfileLoad, profile } from 'kvmini-contract/profile';
import { profileProblems } from 'kvmini-contract/profile-rules';
import { parseDocument } from 'yaml';
import { UsageError } from '../errors';
import { explainIssues } from './explain';
import { profileFields } from './fields';
import type { Places } from './places';
import { loadOf } from './upstream';

/** A file's name can't be longer. */
const LONGEST_NAME = 255;
const EXTENSIONS = ['.yaml', '.yml', '.json'];

/** A profile that was found, not read yet. */
export interface FoundProfile {
  readonly name: string;
  readonly path: string;
  /** Whether a profile of the same name in an earlier folder is used instead. */
  readonly hidden: boolean;
}

/** A profile that was read. */
export interface LoadedProfile {
  /** Fit for a terminal and a metric's label. */
  readonly name: string;
  readonly path: string;
  readonly description?: string;
  readonly load: ProfileLoad;
  /** What in it decides nothing of a run, though its author may think so. */
  readonly notes: readonly string[];
}

/**
 * All profiles: those in `/data/profiles`, then the mounted ones and those in folders below, then
 * the chart's built-in ones, then the program's own.
 */
export function listProfiles({ data, mounted, home, own }: Places): FoundProfile[] {
  const below = folders(mounted);
  const places = [join(data, 'profiles'), mounted, ...below, join(home, 'profiles'), own];
  const taken = new Set<string>();
  return places.flatMap(profileFiles).map((path) => {
    const name = basename(path, extname(path));
    const hidden = taken.has(name);
    taken.add(name);
    return { name, path, hidden };
  });
}

/**
 * Reads a profile by its name, or by its file where `wanted` has a slash or an extension.
 *
 * @throws UsageError where there is none or it is not valid, with all of its problems
 */
export function loadProfile(wanted: string, places: Places): LoadedProfile {
  if (wanted.includes('/') || EXTENSIONS.includes(extname(wanted))) {
    if (!existsSync(wanted)) throw noSuchFile(wanted, places);
    return readProfile(wanted);
  }
  const all = listProfiles(places);
  const found = all.find((each) => each.name === wanted);
  if (found) return readProfile(found.path);
  const names = [...new Set(all.map((each) => each.name))];
  throw new UsageError(
    `profile ${printable(wanted)}: not found${didYouMean(wanted.slice(0, LONGEST_NAME), names)}; known profiles: ${printableList(names) || 'none'}`,
  );
}

function noSuchFile(wanted: string, places: Places): UsageError {
  const name = basename(wanted, extname(wanted));
  const same = listProfiles(places).find((each) => each.name === name);
  const instead = same ? `; --profile ${printable(name)} is ${printable(same.path)}` : '';
  return new UsageError(`profile ${printable(wanted)}: there is no such file${instead}`);
}

function readProfile(path: string): LoadedProfile {
  const shownPath = printable(path);
  const content = readYaml(path, shownPath);
  const parsed = profile.safeParse(content);
  const fail = (lines: readonly string[]) =>
    new UsageError(lines.map((line) => `profile ${shownPath}: ${line}`).join('\n'));
  if (!parsed.success) {
    const name = (keys: readonly PropertyKey[]) => keys.join('.') || 'the file';
    throw fail(explainIssues(parsed.error.issues, content, name, profileFields));
  }
  const problems = profileProblems(parsed.data);
  if (problems.length > 0) {
    throw fail(problems.map(({ at, expected }) => `${at.join('.')}: expected ${expected}`));
  }
  const { load, notes } = loadOf(parsed.data);
  const { description } = parsed.data;
  return {
    name: printable(basename(path, extname(path))),
    path: shownPath,
    ...(description === undefined ? {} : { description: printable(description) }),
    load: anchored(load, path),
    notes: notes.map((note) => `profile ${shownPath}: ${note}`),
  };
}

/** A file is not read beyond what a profile can need. */
const MOST_BYTES = 16 * 2 ** 20;

function readYaml(path: string, shownPath: string): unknown {
  const found = statSync(path);
  if (!found.isFile()) throw new UsageError(`profile ${shownPath}: expected a regular file`);
  if (found.size > MOST_BYTES) {
    throw new UsageError(`profile ${shownPath}: expected a file of at most 16 MiB`);
  }
  const document = parseDocument(readFileSync(path, 'utf8'));
  const problem = document.errors[0];
  if (problem) {
    // Its first line; those below it are the file's own.
    const [what = ''] = problem.message.split('\n', 1);
    throw new UsageError(`profile ${shownPath}: not valid YAML: ${printable(what)}`);
  }
  try {
    return document.toJS() ?? {};
  } catch (error) {
    throw new UsageError(
      `profile ${shownPath}: not valid YAML: ${printable((error as Error).message)}`,
    );
  }
}

/** A data set is looked for from the profile's own folder. */
function anchored(load: ProfileLoad, path: string): ProfileLoad {
  const { dataset } = load;
  if (dataset === undefined || isAbsolute(dataset)) return load;
  return { ...load, dataset: join(dirname(path), dataset) };
}

function profileFiles(folder: string): string[] {
  return entries(folder)
    .filter((path) => EXTENSIONS.includes(extname(path)) && statSync(path).isFile())
    .sort();
}

function folders(folder: string): string[] {
  return entries(folder).filter((path) => statSync(path).isDirectory());
}

/** The content of a folder, without the `..data` with which Kubernetes keeps a mounted ConfigMap. */
function entries(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(folder, name));
}
