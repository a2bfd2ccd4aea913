/** Builds `lib/`: the library and the programs as one file each, and the library's types. */
import { rmSync } from 'node:fs';
import { build } from 'esbuild';
import { writeDeclarations } from './declarations';
import { rawText } from './raw-text';

rmSync('lib', { recursive: true, force: true });

await build({
  entryPoints: ['src/index.ts', 'src/main.ts', 'src/cli.ts'],
  outdir: 'lib',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The app that uses the construct brings its own cdk8s and constructs.
  external: ['cdk8s', 'constructs'],
  plugins: [rawText],
});

writeDeclarations('lib');
