import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-output-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (...names: string[]) => join(folder, ...names);

/** Runs the built program; `npm test` builds it first. */
function kvmini(args: readonly string[], limit = '') {
  const line = `${limit} exec "$0" lib/cli.js "$@"`;
  const words = ['-c', line, process.execPath, ...args];
  const { status, stdout, stderr } = spawnSync('bash', words, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

const template = (output: string, ...more: string[]) =>
  kvmini(['template', 'vllm', '--output-dir', output, ...more]);

const filesIn = (name: string) =>
  readdirSync(name, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

const file = (name: string) => {
  writeFileSync(at(name), '');
  return at(name);
};

const linkToNothing = (path: string) => {
  symlinkSync(at('nowhere'), path);
  return path;
};

test('a file a template is written, and named as Helm names it', () => {
  const { stdout, stderr, status } = template(at('out', 'deep'), '--create-namespace');
  const names = ['namespace', 'serviceaccount', 'configmap', 'persistentvolumeclaim'];
  const more = ['clusterrole', 'clusterrolebinding', 'service', 'deployment'];
  const paths = [...names, ...more].map((name) =>
    at('out', 'deep', 'kvmini', 'templates', `${name}.yaml`),
  );
  expect(stdout).toBe(paths.map((path) => `wrote ${path}\n`).join(''));
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const all = paths.map((path) => readFileSync(path, 'utf8')).join('---\n');
  expect(all).toBe(kvmini(['template', 'vllm', '--create-namespace']).stdout);
  expect(readdirSync(at('out', 'deep'))).toEqual(['kvmini']);
});

test('what is there is replaced, and nothing else', () => {
  const templates = at('again', 'kvmini', 'templates');
  mkdirSync(templates, { recursive: true });
  writeFileSync(join(templates, 'service.yaml'), 'old');
  writeFileSync(join(templates, 'mine.yaml'), 'mine');
  const { stdout } = template(at('again'), '-s', 'templates/service.yaml');
  expect(stdout).toBe(`wrote ${join(templates, 'service.yaml')}\n`);
  expect(readFileSync(join(templates, 'service.yaml'), 'utf8')).toContain('kind: Service\n');
  expect(readdirSync(templates)).toEqual(['mine.yaml', 'service.yaml']);
});

test('what an earlier run wrote and this one does not is named, and left', () => {
  const claim = at('twice', 'kvmini', 'templates', 'persistentvolumeclaim.yaml');
  const off = ['--set', 'persistence.enabled=false'];
  const args = (...more: string[]) => template(at('twice'), ...off, ...more);
  expect(args().stderr).toBe('');
  expect(template(at('twice')).stderr).toBe('');
  expect(args().stderr).toBe(
    `warning: ${claim}: with these values and flags there is no such object; remove what an earlier run has left\n`,
  );
  expect(args()).toMatchObject({ status: 0 });
  expect(existsSync(claim)).toBe(true);
  // Where a part is asked for, the rest is nobody's mistake.
  expect(args('--without', 'svc').stderr).toBe('');
  expect(args('-s', 'templates/service.yaml').stderr).toBe('');
});

test('--release-name puts a folder of the release around them', () => {
  const { stdout } = template(at('named'), '--release-name', '-s', 'templates/service.yaml');
  expect(stdout).toBe(`wrote ${at('named', 'vllm', 'kvmini', 'templates', 'service.yaml')}\n`);
});

test.each<[string, () => string, RegExp]>([
  ['is a file', () => file('taken'), /EEXIST|ENOTDIR/],
  ['is below a file', () => join(file('above'), 'a', 'b'), /ENOTDIR|EEXIST/],
  ['nobody can make', () => '/proc/nope', /ENOENT|EROFS/],
  ['is far below such', () => '/proc/nope/a/b', /ENOENT|EROFS/],
  ['has too long a name', () => at('x'.repeat(300)), /ENAMETOOLONG/],
  ['is a link to nothing', () => linkToNothing(at('link')), /EEXIST|ENOENT/],
])('an output folder that %s is refused', (_, make, reason) => {
  const output = make();
  const { status, stderr, stdout } = template(output);
  expect(stderr).toMatch(reason);
  expect(stderr).toMatch(/^error: \S+ cannot be written: .*\n$/);
  const first = join(output, 'kvmini', 'templates', 'serviceaccount.yaml');
  expect(stderr).toContain(`error: ${first} `);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});

test('a folder in place of a file leaves the others as they were', () => {
  mkdirSync(at('blocked', 'kvmini', 'templates', 'service.yaml'), { recursive: true });
  const { status, stderr, stdout } = template(at('blocked'));
  const path = at('blocked', 'kvmini', 'templates', 'service.yaml');
  expect(stderr).toBe(`error: ${path} cannot be written: EISDIR: it is a folder\n`);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(filesIn(at('blocked'))).toEqual([]);
});

test('a disk that takes only a part leaves nothing', () => {
  // In blocks of 1,024 bytes: the ConfigMap is larger than one, and comes after the ServiceAccount.
  const { status, stderr, stdout } = kvmini(
    ['template', 'vllm', '--output-dir', at('small', 'deep')],
    'ulimit -f 1; trap "" XFSZ;',
  );
  expect(stderr).toMatch(/^error: \S+configmap\.yaml cannot be written: EFBIG.*\n$/);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(existsSync(at('small'))).toBe(false);
});

test.each(['yaml', 'json'])('-o %s, as of kubectl, makes no folder', (format) => {
  const { status, stderr, stdout } = kvmini(['template', 'vllm', '-o', format]);
  expect(stderr).toMatch(new RegExp(`^error: --output-dir ${format}: .*\\./${format} .*\\n$`));
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(existsSync(format)).toBe(false);
});
