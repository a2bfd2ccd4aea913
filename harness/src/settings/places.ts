import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MOUNTED_PROFILES, MOUNTS } from 'kvmini-contract/pod-layout';

/** The folders that the program reads and writes. */
export interface Places {
  /** Where the chart mounts `config.yaml` and the built-in profiles. */
  readonly home: string;
  /** The volume of results, custom profiles, scripts and logs. */
  readonly data: string;
  /** Where users mount profiles of their own. */
  readonly mounted: string;
  /** The profiles that come with the program, for use outside a pod. */
  readonly own: string;
}

/** Finds the folders; `KVMINI_HOME` and `KVMINI_DATA` name others than a pod's. */
export function findPlaces(env: NodeJS.ProcessEnv): Places {
  return {
    home: env.KVMINI_HOME || MOUNTS.config,
    data: env.KVMINI_DATA || MOUNTS.data,
    mounted: MOUNTED_PROFILES,
    own: ownProfiles(),
  };
}

/** Beside the bundle; in a checkout, where the library has them. */
function ownProfiles(): string {
  const program = dirname(realpathSync(process.argv[1] ?? '.'));
  const beside = join(program, 'profiles');
  return existsSync(beside) ? beside : join(program, '../../contract/profiles');
}
