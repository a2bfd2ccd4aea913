/** Builds `lib/`: the library and the programs as one file each, and the library's types. */
import { rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { writeDeclarations } from './declarations';
import { rawText } from './raw-text';
import { thirdPartyLicenses } from './third-party';

rmSync('lib', { recursive: true, force: true });

const { metafile } = await build({
  entryPoints: ['src/index.ts', 'src/main.ts', 'src/cli.ts'],
  outdir: 'lib',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The app that uses the construct brings its own cdk8s and constructs.
  external: ['cdk8s', 'constructs'],
  plugins: [rawText],
  metafile: true,
});

writeFileSync('lib/THIRD_PARTY_LICENSES', thirdPartyLicenses(Object.keys(metafile.inputs)));
writeDeclarations('lib');
