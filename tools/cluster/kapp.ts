import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { cachedFolder, makeOnce } from './cache';
import { moduleFolder } from './go-module';

/** Carvel's kapp, as its project publishes it, with its checksum as `go.sum` has it. */
const KAPP = {
  module: 'carvel.dev/kapp@v0.64.2',
  sum: 'h1:dJhtWVOkvPPgcS0f5A4OtOlrGie9gHvabtZBvB/h0+M=',
};

/**
 * Makes sure that kapp is built: a minute or two the first time.
 *
 * @returns its path
 * @throws Error where Go can't download or build it, or the module is another one
 */
export function kappPath(): string {
  const folder = cachedFolder('kapp', [KAPP.module, KAPP.sum]);
  makeOnce(folder, (work) => {
    const cwd = moduleFolder(KAPP, work);
    // Its own go.mod and go.sum pin what it is made of.
    const build = ['build', '-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags=-s -w'];
    execFileSync('go', [...build, '-o', join(work, 'kapp'), './cmd/kapp'], { cwd });
  });
  return join(folder, 'kapp');
}
