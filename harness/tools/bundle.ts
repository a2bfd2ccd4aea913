import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundledPackages, notices } from './notices';
import { sbom } from './sbom';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Bundles the harness to one file, with the built-in profiles beside it.
 *
 * @param dist folder to write, emptied first
 * @returns path of the program
 */
export async function bundle(dist = join(root, 'dist')): Promise<string> {
  const program = join(dist, 'kvmini.cjs');
  rmSync(dist, { recursive: true, force: true });
  const repository = join(root, '..');
  const { metafile } = await build({
    absWorkingDir: repository,
    metafile: true,
    entryPoints: [join(root, 'src/main.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
    // Stack traces in a bug report must name the functions of the sources; esbuild's keepNames would
    // do that at a price for each closure that is made.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'linked',
    logLevel: 'warning',
  });
  const packages = bundledPackages(metafile, repository);
  writeFileSync(join(dist, 'THIRD_PARTY_NOTICES.txt'), notices(packages));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(dist, 'kvmini.cdx.json'), sbom(version, packages));
  cpSync(join(repository, 'LICENSE'), join(dist, 'LICENSE'));
  chmodSync(program, 0o755);
  cpSync(join(root, '../contract/profiles'), join(dist, 'profiles'), { recursive: true });
  return program;
}
