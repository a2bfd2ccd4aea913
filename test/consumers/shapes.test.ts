import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeBlocks } from '../support/markdown';
import { type Packed, pack } from '../support/pack';
import { reachesRegistry } from './registry';
import { shell } from './shell';

const SHAPES = join(__dirname, 'shapes');
let folder: string;

const README = readFileSync('README.md', 'utf8');
const [example = ''] = codeBlocks(README, 'ts');

/** Installs once for all shapes: they are folders below the one with `node_modules`. */
async function install(): Promise<Packed> {
  folder = mkdtempSync(join(tmpdir(), 'kvmini-consumers-'));
  cpSync(join(__dirname, 'install'), folder, { recursive: true });
  const packed = pack(folder);
  cpSync(packed.tarball, join(folder, 'cdk8s-kvmini.tgz'));
  await shell('npm ci --prefer-offline --ignore-scripts', folder);
  return packed;
}

/** A shape of app with the README's first example in it, unless it has that in its own words. */
function copyShape(shape: string): string {
  const cwd = join(folder, shape);
  cpSync(join(SHAPES, shape), cwd, { recursive: true });
  if (!readdirSync(cwd).includes('main.js')) writeFileSync(join(cwd, 'main.ts'), example);
  return cwd;
}

describe.skipIf(!reachesRegistry()).concurrent('the packed library, installed,', () => {
  let packed: Packed;
  beforeAll(async () => {
    packed = await install();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is what was packed, and needs no build', async () => {
    const installed = join(folder, 'node_modules', 'cdk8s-kvmini');
    const files = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1));
    expect(files.sort()).toEqual(packed.files);
  });

  test('runs the README’s app, and brings its command, where its lines are all that was typed', async () => {
    const fresh = join(mkdtempSync(join(tmpdir(), 'kvmini-fresh-')), 'app');
    cpSync(packed.tarball, join(fresh, basename(packed.tarball)));
    writeFileSync(join(fresh, 'main.ts'), example);
    const [lines = ''] = codeBlocks(README, 'sh app');
    await shell(`set -e\n${lines}`, fresh, { npm_config_prefer_offline: 'true' });
    const yaml = readFileSync(join(fresh, 'dist', 'benchmark.k8s.yaml'), 'utf8');
    expect(yaml).toBe(readFileSync(join(__dirname, 'benchmark.k8s.yaml'), 'utf8'));
    const manifests = await shell('npx --no-install cdk8s-kvmini template kvmini-harness', fresh);
    expect(manifests).toContain('kind: Deployment');
    rmSync(dirname(fresh), { recursive: true });
  });

  test.for(readdirSync(SHAPES))(
    'renders the same manifest in the shape %s',
    async (shape, { expect }) => {
      const cwd = copyShape(shape);
      const { scripts } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'));
      for (const script of Object.keys(scripts))
        await shell(`npm run ${script}`, cwd, { CI: 'true' });
      const yaml = readFileSync(join(cwd, 'dist', 'benchmark.k8s.yaml'), 'utf8');
      await expect(yaml).toMatchFileSnapshot('benchmark.k8s.yaml');
    },
  );
});
