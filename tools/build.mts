/** Builds `lib/`: the library and the programs as one file each, and the library's types. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { writeDeclarations } from './declarations';
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

/** commander runs subcommands that are programs of their own with this; there are none, and it loads for 3 ms. */
const withoutChildProcess: Plugin = {
  name: 'without-child-process',
  setup({ onLoad }) {
    onLoad({ filter: /commander\/lib\/command\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace("require('node:child_process')", '{}'),
    }));
  },
};

// A person waits for these, so they hold no more text than they need.
const programs = await build({
  ...options,
  entryPoints: ['src/command.ts', 'src/main.ts'],
  external,
  minify: true,
  alias: {
    yaml: fileURLToPath(import.meta.resolve('yaml/package.json')).replace(
      'package.json',
      'browser/index.js',
    ),
  },
  plugins: [rawText, withoutChildProcess],
});
await build({ ...options, entryPoints: ['src/cli.ts'], external: ['./command.js'] });

const bundled = [library, programs].flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
writeFileSync('lib/THIRD_PARTY_LICENSES', thirdPartyLicenses(bundled));
writeDeclarations('lib');
