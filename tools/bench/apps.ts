import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { yamlInside } from '../program-plugins';
import { rawText } from '../raw-text';

/** Inside `node_modules`, so that what the apps leave outside of themselves is found. */
const FOLDER = join('node_modules', '.cache', 'kvmini-bench');

/** Apps that are bundled as `npm run build` bundles the library. */
const APPS = ['construct', 'helm-construct', 'many', 'dependencies', 'parts'] as const;

/** Apps that are bundled as it bundles the command. */
const PARTS_OF_THE_COMMAND = ['only-values', 'only-yaml', 'only-command-line'] as const;

/** A program that the benchmarks start. */
export type App = (typeof APPS)[number] | (typeof PARTS_OF_THE_COMMAND)[number];

/** The file of an app, once {@link buildApps} is done. */
export const appFile = (app: App): string => join(FOLDER, `${app}.js`);

const sources = (apps: readonly App[]) => apps.map((app) => `tools/bench/apps/${app}.ts`);

/** Bundles the apps with the library. */
export async function buildApps(): Promise<void> {
  const options: BuildOptions = {
    outdir: FOLDER,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
  };
  await build({
    ...options,
    entryPoints: sources(APPS),
    external: ['cdk8s', 'constructs', 'yaml'],
    plugins: [rawText],
    keepNames: true,
  });
  await build({
    ...options,
    entryPoints: sources(PARTS_OF_THE_COMMAND),
    minify: true,
    plugins: [rawText, yamlInside],
  });
}
