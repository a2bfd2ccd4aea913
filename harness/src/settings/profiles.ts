import { existsSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join } from 'node:path';
import { didYouMean } from 'kvmini-contract/nearest';
import { safeParse } from 'kvmini-contract/parse';
import { printable, printableList } from 'kvmini-contract/printable';
import { type ProfileLoad, profile } from 'kvmini-contract/profile';
import { loadOf } from 'kvmini-contract/profile-load';
import { profileProblems } from 'kvmini-contract/profile-rules';
import { UsageError } from '../errors';
import { explainIssues } from './explain';
import { profileFields } from './fields';
import type { Places } from './places';
import {
  checkOnVolume,
  EXTENSIONS,
  type FoundProfile,
  findProfiles,
  isBelow,
  readProfileText,
} from './profile-files';

import { parseForeignYaml } from './yaml';

/** A file's name can't be longer. */
const LONGEST_NAME = 255;

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

/** All profiles, in the order in which they are looked for. */
export const listProfiles = (places: Places): readonly FoundProfile[] =>
  findProfiles(places).profiles;

/**
 * Reads a profile by its name, or by its file where `wanted` has a slash or an extension.
 *
 * @throws UsageError where there is none or it is not valid, with all of its problems
 */
export function loadProfile(wanted: string, places: Places): LoadedProfile {
  if (wanted.includes('/') || EXTENSIONS.includes(extname(wanted))) {
    if (!existsSync(wanted)) throw noSuchFile(wanted, places);
    return readProfile(wanted, places);
  }
  const all = listProfiles(places);
  const found = all.find((each) => each.name === wanted);
  if (found) return readProfile(found.path, places);
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

function readProfile(path: string, { data }: Places): LoadedProfile {
  const shownPath = printable(path);
  const content = readYaml(readProfileText(path, data), shownPath);
  const parsed = safeParse(profile, content);
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
    load: anchored(load, path, data),
    notes: notes.map((note) => `profile ${shownPath}: ${note}`),
  };
}

/** Deep nesting and aliases of aliases are errors of the file too, wherever the library meets them. */
function readYaml(text: string, shownPath: string): unknown {
  try {
    return parseForeignYaml(text) ?? {};
  } catch (error) {
    // The first line of the message; those below it are the file's own.
    const [what = ''] = (error as Error).message.split('\n', 1);
    throw new UsageError(`profile ${shownPath}: not valid YAML: ${printable(what)}`);
  }
}

/**
 * A data set is looked for from the profile's own folder. What it holds is sent to the target: so a profile on the
 * shared volume may name no file of the pod.
 */
function anchored(load: ProfileLoad, path: string, volume: string): ProfileLoad {
  if (load.dataset === undefined) return load;
  const dataset = isAbsolute(load.dataset) ? load.dataset : join(dirname(path), load.dataset);
  if (isBelow(volume, path)) checkOnVolume(volume, dataset, `profile ${printable(path)}: dataset`);
  return { ...load, dataset };
}
