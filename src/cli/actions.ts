/** What the command does with values; a file of its own in `lib/`, which `--help` and `--version` do not wait for. */
import { notes } from './notes';
import { print } from './print';
import { releaseOrNone } from './release';
import type { ReleaseFlags } from './release-flags';

export { completion } from './completion/completion';
export { printRun } from './print-run';
export { isRefusal } from './release';
export { template } from './template';

/** Prints how to use a release. */
export function printNotes(releaseName: string, flags: ReleaseFlags): void {
  const release = releaseOrNone(releaseName, flags);
  if (release) print(notes(release));
}
