import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** What the Dockerfile's build stage copies before it builds: sources and where they go. */
function copies(): [string, string][] {
  const [, stage = ''] = readFileSync('harness/Dockerfile', 'utf8').split('AS build');
  const [before = ''] = stage.split('RUN npm run build');
  return [...before.matchAll(/^COPY (.+) (\S+)$/gm)].flatMap(([, sources = '', target = '']) =>
    sources.split(' ').map((source): [string, string] => [source, target]),
  );
}

test('the image can be built from the files that its Dockerfile copies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-image-'));
  try {
    for (const [source, target] of copies()) {
      const isFolder = !/\.[a-z]+$|\.npmrc$|LICENSE$/.test(source);
      const to = isFolder
        ? join(folder, target)
        : join(folder, target, source.split('/').pop() ?? '');
      cpSync(source, to, { recursive: true });
    }
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    execFileSync('npm', ['run', 'build', '--workspace', 'harness'], { cwd: folder, stdio: 'pipe' });
    const program = join(folder, 'harness/dist/kvmini.cjs');
    const version = execFileSync(program, ['--version'], { encoding: 'utf8' });
    expect(version.trim()).toBe(JSON.parse(readFileSync('harness/package.json', 'utf8')).version);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
