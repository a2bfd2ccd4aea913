import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join } from 'node:path';
import { didYouMean } from 'kvmini-contract/nearest';
import { type Profile, profile } from 'kvmini-contract/profile';
import { parseDocument } from 'yaml';
import { UsageError } from '../errors';
import { explainIssues } from './explain';
import { profileFields } from './fields';
import type { Places } from './places';

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
  readonly name: string;
  readonly path: string;
  readonly profile: Profile;
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
    if (!existsSync(wanted)) throw new UsageError(`profile ${wanted}: there is no such file`);
    return readProfile(wanted);
  }
  const all = listProfiles(places);
  const found = all.find((each) => each.name === wanted);
  if (found) return readProfile(found.path);
  const names = [...new Set(all.map((each) => each.name))];
  throw new UsageError(
    `profile ${wanted}: not found${didYouMean(wanted, names)}; known profiles: ${names.join(', ') || 'none'}`,
  );
}

function readProfile(path: string): LoadedProfile {
  const document = parseDocument(readFileSync(path, 'utf8'));
  const problem = document.errors[0];
  if (problem) throw new UsageError(`profile ${path}: not valid YAML: ${problem.message}`);
  const content: unknown = document.toJS() ?? {};
  const parsed = profile.safeParse(content);
  if (!parsed.success) {
    const name = (keys: readonly PropertyKey[]) => keys.join('.') || 'the file';
    const lines = explainIssues(parsed.error.issues, content, name, profileFields);
    throw new UsageError(lines.map((line) => `profile ${path}: ${line}`).join('\n'));
  }
  return { name: basename(path, extname(path)), path, profile: anchored(parsed.data, path) };
}

/** A data set is looked for from the profile's own folder. */
function anchored(content: Profile, path: string): Profile {
  const { dataset } = content;
  if (dataset === undefined || isAbsolute(dataset)) return content;
  return { ...content, dataset: join(dirname(path), dataset) };
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
