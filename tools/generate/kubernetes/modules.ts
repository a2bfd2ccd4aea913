import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';

/** The folder of a Go module's version, which is downloaded unless the module cache has it. */
export function goModule(path: string, version: string): string {
  const json = execFileSync('go', ['mod', 'download', '-json', `${path}@${version}`], {
    cwd: tmpdir(),
    env: { ...process.env, GOFLAGS: '-mod=mod' },
    encoding: 'utf8',
  });
  return (JSON.parse(json) as { Dir: string }).Dir;
}
