import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors';
import { isBelow as isBelowFolder } from '../../src/results/volume';
import type { Places } from '../../src/settings/places';
import { findProfiles, isBelow } from '../../src/settings/profile-files';
import { loadProfile } from '../../src/settings/profiles';
import { resolveSettings } from '../../src/settings/resolve';
import { run } from '../cli/program';
import { newFolder, startMock } from '../run/runs';

/** The folders of a pod, empty. */
function emptyPlaces(): Places {
  const root = newFolder();
  const [home = '', data = '', mounted = '', own = ''] = ['home', 'data', 'mounted', 'own'].map(
    (name) => join(root, name),
  );
  for (const folder of [join(home, 'profiles'), join(data, 'profiles'), mounted, own]) {
    mkdirSync(folder, { recursive: true });
  }
  return { home, data, mounted, own };
}

/** A folder as the kubelet mounts a ConfigMap: each file is a link to one in `..data`, which is a link too. */
function mountConfigMap(folder: string, files: Record<string, string>): void {
  mkdirSync(join(folder, '..2026_11_25'), { recursive: true });
  symlinkSync('..2026_11_25', join(folder, '..data'));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, '..2026_11_25', name), text);
    symlinkSync(join('..data', name), join(folder, name));
  }
}

/** What others may leave in a folder of profiles. */
function makeOdd(folder: string, secret: string): void {
  const at = (name: string) => join(folder, name);
  symlinkSync('nowhere.yaml', at('dangling.yaml'));
  symlinkSync('loop.yaml', at('loop.yaml'));
  symlinkSync(secret, at('link.yaml'));
  mkdirSync(at('folder.yaml'));
  mkdirSync(at('lost+found'));
  chmodSync(at('lost+found'), 0);
  execFileSync('mkfifo', [at('fifo.yaml')]);
  writeFileSync(at('good.yaml'), 'requests: 7');
  writeFileSync(at('notes.txt'), '');
}

const secretFile = () => {
  const path = join(newFolder(), 'token.yaml');
  writeFileSync(path, 'requests: 1');
  return path;
};

test('a mounted ConfigMap is links, which are followed: at /profiles, below it, and in /opt/kvmini', () => {
  const places = emptyPlaces();
  mountConfigMap(places.mounted, { 'mounted.yaml': 'requests: 1' });
  mountConfigMap(join(places.mounted, 'custom'), { 'custom.yaml': 'requests: 2' });
  mountConfigMap(places.home, { 'config.yaml': '' });
  mountConfigMap(join(places.home, 'profiles'), { 'standard.yaml': 'requests: 3' });
  const { profiles, passedOver } = findProfiles(places);
  expect(passedOver).toEqual([]);
  const counts = profiles.map(({ name }) => loadProfile(name, places).load.requests);
  expect(Object.fromEntries(profiles.map(({ name }, i) => [name, counts[i]]))).toEqual({
    ...{ mounted: 1, custom: 2, standard: 3 },
  });
  const named = join(places.mounted, 'custom/custom.yaml');
  expect(loadProfile(named, places).load.requests).toBe(2);
});

test('on the shared volume no link is followed, and what is odd is passed over and named', () => {
  const places = emptyPlaces();
  const folder = join(places.data, 'profiles');
  makeOdd(folder, secretFile());
  const { profiles, passedOver } = findProfiles(places);
  expect(profiles).toEqual([{ name: 'good', path: join(folder, 'good.yaml'), hidden: false }]);
  const link = 'is a link, which is not followed on a shared volume';
  expect(passedOver.map(({ path, why }) => [path.slice(folder.length + 1), why])).toEqual(
    expect.arrayContaining([
      ...[
        ['dangling.yaml', link],
        ['loop.yaml', link],
        ['link.yaml', link],
      ],
      ...[
        ['folder.yaml', 'is a folder'],
        ['fifo.yaml', 'is no regular file'],
      ],
    ]),
  );
  expect(passedOver).toHaveLength(5);
  for (const name of ['link', 'fifo', 'folder']) {
    expect(() => loadProfile(name, places)).toThrow(`profile ${name}: not found`);
    expect(() => loadProfile(join(folder, `${name}.yaml`), places)).toThrow(UsageError);
  }
});

test('among mounted files a link is followed where it leads somewhere', () => {
  const places = emptyPlaces();
  makeOdd(places.mounted, secretFile());
  const { profiles, passedOver } = findProfiles(places);
  expect(profiles.map(({ name }) => name)).toEqual(['good', 'link']);
  const whys = Object.fromEntries(
    passedOver.map(({ path, why }) => [path.slice(places.mounted.length + 1), why]),
  );
  expect(whys).toMatchObject({
    'dangling.yaml': 'is a link that leads nowhere',
    'loop.yaml': 'is a link that leads nowhere',
    'folder.yaml': 'is a folder',
    'fifo.yaml': 'is no regular file',
  });
});

test.each(['a file', 'a link'])('%s in place of the folder of profiles is passed over', (what) => {
  const places = { ...emptyPlaces(), data: newFolder() };
  const folder = join(places.data, 'profiles');
  if (what === 'a file') writeFileSync(folder, '');
  else symlinkSync(newFolder(), folder);
  expect(findProfiles(places)).toMatchObject({ profiles: [], passedOver: [{ path: folder }] });
});

const LAUGHS = Array.from({ length: 30 }, (_, i) => `- &a${i + 1} [*a${i},*a${i},*a${i}]`);

test.each([
  ['a deep list', '['.repeat(200_000)],
  ['a deep map', '{a: '.repeat(200_000)],
  ['a deep list in blocks', `${'- '.repeat(200_000)}x`],
  [
    'a deep list by indentation',
    Array.from({ length: 1_000 }, (_, i) => `${' '.repeat(i)}-`).join('\n'),
  ],
  ['aliases of aliases', ['- &a0 x', ...LAUGHS].join('\n')],
  ['half a map', '{'],
])('a profile that is %s is an error of one line', (_, text) => {
  const places = emptyPlaces();
  const path = join(places.data, 'profiles/p.yaml');
  writeFileSync(path, text);
  const attempt = () => loadProfile('p', places);
  expect(attempt).toThrow(UsageError);
  expect(attempt).toThrow(`profile ${path}: not valid YAML: `);
});

test('several documents are no profile, and what a number is not is no field of the body', () => {
  const places = emptyPlaces();
  const path = join(places.data, 'profiles/p.yaml');
  writeFileSync(path, 'requests: 1\n---\nrequests: 2\n');
  expect(() => loadProfile('p', places)).toThrow(
    `profile ${path}: not valid YAML: expected one document, found several`,
  );
  writeFileSync(path, 'extraBody: {temperature: .nan}\n');
  expect(() => resolveSettings({ profile: 'p', fields: {} }, {}, places)).toThrow(
    '--extra-body: it has a number that would be sent as another one',
  );
});

test('a huge profile and one that is a device are not read', () => {
  const places = emptyPlaces();
  const path = join(places.data, 'profiles/p.yaml');
  writeFileSync(path, 'requests: 1');
  truncateSync(path, 16 * 1024 * 1024 + 1);
  expect(() => loadProfile('p', places)).toThrow('at most 16777216 bytes, found 16777217');
  const device = join(newFolder(), 'zero.yaml');
  symlinkSync('/dev/zero', device);
  expect(() => loadProfile(device, places)).toThrow(`profile ${device}: is no regular file`);
});

test('a profile on the shared volume names no data set of the pod; a mounted one may', () => {
  const places = emptyPlaces();
  const secret = secretFile();
  const at = (name: string) => join(places.data, 'profiles', name);
  symlinkSync(secret, at('link.jsonl'));
  for (const name of ['good.jsonl', '..good.jsonl']) writeFileSync(at(name), '');
  const load = (dataset: string, folder = join(places.data, 'profiles')) => {
    writeFileSync(join(folder, 'p.yaml'), `dataset: ${dataset}`);
    return loadProfile(join(folder, 'p.yaml'), places).load.dataset;
  };
  expect(load('good.jsonl')).toBe(at('good.jsonl'));
  expect(load(at('good.jsonl'))).toBe(at('good.jsonl'));
  expect(load('..good.jsonl')).toBe(at('..good.jsonl'));
  for (const dataset of [secret, '/proc/self/environ', '../../../etc/passwd', 'link.jsonl', 'no']) {
    expect(() => load(dataset)).toThrow(`profile ${at('p.yaml')}: dataset: expected a file below`);
  }
  expect(load(secret, places.mounted)).toBe(secret);
});

test.each<[string, boolean, boolean]>([
  ['/data', true, false],
  ['/data/', true, false],
  ['/data/a', true, true],
  ['/data/a/../b', true, true],
  // Two dots begin a name, too.
  ['/data/..a', true, true],
  ['/data/..a/b', true, true],
  ['/database', false, false],
  ['/data/../a', false, false],
  ['/', false, false],
])('%s is the folder or below it: %s; below it: %s', (path, isIn, isBelowIt) => {
  expect(isBelow('/data', path)).toBe(isIn);
  expect(isBelowFolder('/data', path)).toBe(isBelowIt);
});

test('profiles and bench work on a volume that others have filled', async () => {
  const data = newFolder();
  mkdirSync(join(data, 'profiles'));
  makeOdd(join(data, 'profiles'), secretFile());
  writeFileSync(join(data, 'profiles/\u001b[31mred.yaml'), 'description: "\u001b[2J\\nforged"');
  writeFileSync(join(data, 'profiles/bad.yaml'), 'requests: [1]');
  const env = { KVMINI_DATA: data, KVMINI_OUTPUT_DIR: join(data, 'results') };
  const listed = await run(['profiles'], env);
  expect(listed.code).toBe(0);
  expect(listed.stdout).toContain(`good  ${join(data, 'profiles/good.yaml')}`);
  expect(listed.stdout).toContain('not valid');
  expect(listed.stderr.trimEnd().split('\n')).toHaveLength(5);
  expect(listed.stderr).toContain(
    `kvmini: passed over: ${join(data, 'profiles/dangling.yaml')} is a`,
  );
  expect(listed.stdout + listed.stderr).not.toContain('\u001b');
  const mock = await startMock();
  const bench = [
    'bench',
    '--url',
    mock.url,
    '--requests',
    '2',
    '--max-tokens',
    '4',
    '--no-progress',
  ];
  expect((await run([...bench, '--profile', 'good'], env)).code).toBe(0);
  expect(await run([...bench, '--profile', 'fifo'], env)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^kvmini: profile fifo: not found.*\n$/),
  });
});
