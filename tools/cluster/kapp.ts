import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { cachedFolder, makeOnce } from './cache';

/** Carvel's kapp, as its project publishes it, with its checksum as `go.sum` has it. */
const MODULE = 'carvel.dev/kapp@v0.64.2';
const SUM = 'h1:dJhtWVOkvPPgcS0f5A4OtOlrGie9gHvabtZBvB/h0+M=';

/**
 * Makes sure that kapp is built: a minute or two the first time.
 *
 * @returns its path
 * @throws Error where Go can't download or build it, or the module is another one
 */
export function kappPath(): string {
  const folder = cachedFolder('kapp', [MODULE, SUM]);
  makeOnce(folder, (work) => {
    const options = { encoding: 'utf8', cwd: work } as const;
    const { Dir, Sum } = JSON.parse(
      execFileSync('go', ['mod', 'download', '-json', MODULE], options),
    );
    if (Sum !== SUM)
      throw new Error(`expected ${MODULE} to have the checksum ${SUM}, found ${Sum}`);
    // Its own go.mod and go.sum pin what it is made of.
    const build = ['build', '-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags=-s -w'];
    execFileSync('go', [...build, '-o', join(work, 'kapp'), './cmd/kapp'], { cwd: Dir });
  });
  return join(folder, 'kapp');
}
