import { EXIT } from '../errors';
import { findPlaces } from '../settings/places';
import { listProfiles, loadProfile } from '../settings/profiles';

/** Runs `kvmini profiles`: one line a profile, with its file and what is wrong with it. */
export function profilesCommand(asJson: boolean): number {
  const places = findPlaces(process.env);
  const profiles = listProfiles(places).map((found) => ({ ...found, ...read(found.path) }));
  if (asJson) process.stdout.write(`${JSON.stringify(profiles, undefined, 2)}\n`);
  else process.stdout.write(profiles.map(line).join('') || 'No profile was found.\n');
  return EXIT.done;

  function read(path: string): { description?: string; problem?: string } {
    try {
      const { description } = loadProfile(path, places).profile;
      return description === undefined ? {} : { description };
    } catch (error) {
      return { problem: (error as Error).message };
    }
  }
}

interface Line {
  readonly name: string;
  readonly path: string;
  readonly hidden: boolean;
  readonly description?: string;
  readonly problem?: string;
}

function line({ name, path, hidden, description, problem }: Line): string {
  const note = hidden ? ' (not used: the name is taken above)' : '';
  const about = problem ? `not valid: ${problem.replaceAll('\n', '\n    ')}` : (description ?? '');
  return `${name}  ${path}${note}\n    ${about}\n`;
}
