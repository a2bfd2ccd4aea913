/** Builds `lib/`: the library and the programs as one file each, and the library's types. */
import { rmSync, writeFileSync } from 'node:fs';
import { type BuildOptions, build } from 'esbuild';
import { writeDeclarations } from './declarations';
import { yamlInside } from './program-plugins';
import { rawText } from './raw-text';
import { thirdPartyLicenses } from './third-party';

rmSync('lib', { recursive: true, force: true });

const options: BuildOptions = {
  outdir: 'lib',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  plugins: [rawText],
  metafile: true,
};

// The app that uses the construct brings its own cdk8s and constructs, and npm brings yaml.
const external = ['cdk8s', 'constructs'];
const library = await build({
  ...options,
  entryPoints: ['src/index.ts'],
  external: [...external, 'yaml'],
});

// A person waits for these, so they hold no more text than they need.
const programs = await build({
  ...options,
  entryPoints: ['src/cli/command.ts', 'src/cli/actions.ts', 'src/main.ts'],
  entryNames: '[name]',
  external: [...external, './actions'],
  minify: true,
  plugins: [rawText, yamlInside],
});
// It starts `command.js` beside it, which must stay a file of its own.
await build({ ...options, bundle: false, entryPoints: { cli: 'src/cli/start.ts' } });

const bundled = [library, programs].flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
writeFileSync('lib/THIRD_PARTY_LICENSES', thirdPartyLicenses(bundled));
writeDeclarations('lib');
