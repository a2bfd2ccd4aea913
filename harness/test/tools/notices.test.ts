import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { bundle } from '../../tools/bundle';
import { bundledPackages, notices } from '../../tools/notices';
import { sbom } from '../../tools/sbom';

test('each package of which esbuild takes a file has its version and the text of its licence beside the program', async () => {
  const { metafile } = await build({
    ...{ entryPoints: ['harness/src/main.ts'], bundle: true, platform: 'node', write: false },
    ...{ metafile: true, outfile: 'kvmini.cjs', logLevel: 'silent' },
  });
  const taken = Object.keys(metafile.inputs).flatMap((path) => {
    const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    return name === undefined ? [] : [name];
  });
  const dist = mkdtempSync(join(tmpdir(), 'kvmini-notices-'));
  try {
    await bundle(dist);
    const text = readFileSync(join(dist, 'THIRD_PARTY_NOTICES.txt'), 'utf8');
    const named = [...text.matchAll(/^={78}\n(\S+) \S+\nLicence: \S+/gm)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(50);
    // What is taken out again as unused needs no notice.
    expect(named.filter((name) => !taken.includes(name ?? ''))).toEqual([]);
    const packages = bundledPackages(metafile, process.cwd());
    expect(new Set(packages.map(({ name }) => name))).toEqual(new Set(named));
    expect(packages.filter(({ texts }) => texts.length === 0)).toEqual([]);
    for (const { texts } of packages) for (const each of texts) expect(text).toContain(each);
    const bill = JSON.parse(readFileSync(join(dist, 'kvmini.cdx.json'), 'utf8'));
    expect(bill.components.map(({ name }: { name: string }) => name)).toEqual(named);
    expect(readFileSync(join(dist, 'LICENSE'), 'utf8')).toBe(readFileSync('LICENSE', 'utf8'));
  } finally {
    rmSync(dist, { recursive: true });
  }
});

test('the bill of materials names each package as registries do', () => {
  const packages = [
    { name: '@a/b', version: '1.0.0+2', license: 'MIT', texts: [] },
    { name: 'c', version: '2.1.0', license: '(MIT OR Apache-2.0)', texts: [] },
  ];
  const { metadata, components } = JSON.parse(sbom('1.2.3', packages));
  expect(metadata.component).toEqual({ type: 'application', name: 'kvmini', version: '1.2.3' });
  expect(components).toEqual([
    {
      ...{ type: 'library', name: '@a/b', version: '1.0.0+2', licenses: [{ expression: 'MIT' }] },
      purl: 'pkg:npm/%40a/b@1.0.0%2B2',
    },
    {
      ...{ type: 'library', name: 'c', version: '2.1.0' },
      licenses: [{ expression: '(MIT OR Apache-2.0)' }],
      purl: 'pkg:npm/c@2.1.0',
    },
  ]);
});

test('a package without a text of its licence is said to have none', () => {
  const text = notices([{ name: 'a', version: '1.0.0', license: 'MIT', texts: [] }]);
  expect(text).toContain(
    "a 1.0.0\nLicence: MIT\n\n(The package has no file with its licence's text: MIT.)",
  );
});

test('the image takes the notices, and those of kubectl', () => {
  const dockerfile = readFileSync('harness/Dockerfile', 'utf8');
  expect(dockerfile).toContain('COPY --from=build /build/harness/dist /usr/local/lib/kvmini');
  expect(dockerfile).toMatch(/COPY --from=kubectl .*LICENSE .*NOTICE \/usr\/share\/doc\/kubectl\//);
});
