import { join } from 'node:path';
import { build } from 'esbuild';
import { rawText } from '../raw-text';

/** Inside `node_modules`, so that what the apps leave outside of themselves is found. */
const FOLDER = join('node_modules', '.cache', 'kvmini-bench');

/** The apps that the benchmarks start. */
export type App = 'construct' | 'helm-construct' | 'many' | 'dependencies' | 'parts';

/** The file of an app, once {@link buildApps} is done. */
export const appFile = (app: App): string => join(FOLDER, `${app}.js`);

/** Bundles the apps with the library, as `npm run build` bundles the library. */
export async function buildApps(): Promise<void> {
  const apps: readonly App[] = ['construct', 'helm-construct', 'many', 'dependencies', 'parts'];
  await build({
    entryPoints: apps.map((app) => `tools/bench/apps/${app}.ts`),
    outdir: FOLDER,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['cdk8s', 'constructs', 'yaml'],
    plugins: [rawText],
  });
}
