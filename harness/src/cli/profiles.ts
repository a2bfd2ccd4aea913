import { printable } from 'kvmini-contract/printable';
import { EXIT } from '../errors';
import { findPlaces } from '../settings/places';
import { findProfiles } from '../settings/profile-files';
import { loadProfile } from '../settings/profiles';

/** Files that are no profiles and are named one by one. */
const MOST_NOTES = 20;

const note = (text: string) => void process.stderr.write(`kvmini: passed over: ${text}\n`);

/** Runs `kvmini profiles`: one line a profile, with its file and what is wrong with it. */
export function profilesCommand(asJson: boolean): number {
  const places = findPlaces(process.env);
  const { profiles: found, passedOver } = findProfiles(places);
  const profiles = found.map((each) => ({ ...each, ...read(each.path) }));
  for (const { path, why } of passedOver.slice(0, MOST_NOTES)) note(`${printable(path)} ${why}`);
  if (passedOver.length > MOST_NOTES) note(`${passedOver.length - MOST_NOTES} more like them`);
  if (asJson) process.stdout.write(`${JSON.stringify(profiles, undefined, 2)}\n`);
  else process.stdout.write(profiles.map(line).join('') || 'No profile was found.\n');
  return EXIT.done;

  function read(path: string): Pick<Line, 'description' | 'problem' | 'notes'> {
    try {
      const { description, notes } = loadProfile(path, places);
      return { ...(description === undefined ? {} : { description }), notes };
    } catch (error) {
      return { problem: (error as Error).message };
    }
  }
}

/** A problem of a file may have words of it. */
const shownLine = (line: string) => printable(line, 1_000);

interface Line {
  readonly name: string;
  readonly path: string;
  readonly hidden: boolean;
  readonly description?: string;
  readonly problem?: string;
  readonly notes?: readonly string[];
}

function line({ name, path, hidden, description, problem, notes = [] }: Line): string {
  const note = hidden ? ' (not used: the name is taken above)' : '';
  const about = problem
    ? `not valid: ${problem.split('\n').map(shownLine).join('\n    ')}`
    : (description ?? '');
  const lines = [about, ...notes].map((text) => `    ${text}\n`).join('');
  return `${printable(name)}  ${printable(path)}${note}\n${lines}`;
}
