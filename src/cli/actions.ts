/** What the command does with values; a file of its own in `lib/`, which `--help` and `--version` do not wait for. */
import { notes } from './notes';
import { print } from './print';
import { commandLineRelease } from './release';
import type { ReleaseFlags } from './release-flags';

export { isRefusal } from './release';
export { template } from './template';

/** Prints how to use a release. */
export function printNotes(releaseName: string, flags: ReleaseFlags): void {
  print(notes(commandLineRelease(releaseName, flags)));
}
