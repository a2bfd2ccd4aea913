import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { helmFlags } from '../../src/cli/habits/flags';
import { codeBlocks } from '../support/markdown';
import { writeShims } from '../support/shims';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-command-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

const COMMAND = readFileSync('docs/command.md', 'utf8');
const UPSTREAM = readFileSync('docs/coming-from-upstream.md', 'utf8');

const bin = writeShims(folder, {
  npx: `case $1 in cdk8s-kvmini) shift; exec "${process.execPath}" "${resolve('lib/cli.js')}" "$@";; *) exit 1;; esac`,
  kubectl: `printf '%s\\n' "$*"; cat > "${folder}/applied.yaml"`,
});

/** Runs lines of a page in a folder with a parent's values; `npm test` builds the command first. */
function bash(script: string) {
  const env = { PATH: `${bin}:${process.env.PATH}`, HOME: folder };
  const options = { cwd: folder, env, encoding: 'utf8' } as const;
  return spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', script], options);
}

writeFileSync(
  join(folder, 'parent-values.yaml'),
  'kvmini: {enabled: true, persistence: {size: 7Gi}}\nglobal: {isvc: {name: chat}}\n',
);

describe('the commands of the page', () => {
  const [values = '', templates = ''] = codeBlocks(COMMAND, 'sh');

  test('values, template and notes', () => {
    const { stdout, stderr, status } = bash(values);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toContain(
      'The kvmini benchmark harness kvmini-harness is in namespace benchmark.',
    );
    expect(readFileSync(join(folder, 'manifests.yaml'), 'utf8')).toContain('storage: 50Gi');
  });

  test('templates', () => {
    const { stdout, stderr, status } = bash(templates);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toMatch(/kind: Deployment\n[\s\S]*kind: ClusterRoleBinding\n/);
    expect(stdout).toMatch(/^deployment\.yaml$/m);
  });

  test('of the page about upstream', () => {
    const [parent = ''] = codeBlocks(UPSTREAM, 'sh');
    const { stdout, stderr, status } = bash(parent);
    expect({ stdout, stderr, status }).toEqual({ stdout: 'apply -f -\n', stderr: '', status: 0 });
    expect(readFileSync(join(folder, 'applied.yaml'), 'utf8')).toContain('storage: 7Gi');
  });

  test('and what it shows of a refusal', () => {
    const [shown = ''] = codeBlocks(UPSTREAM, 'console');
    const [line = '', ...output] = shown.split('\n');
    const { stderr, status } = bash(line.replace('$ ', ''));
    expect({ stderr, status }).toEqual({ stderr: output.join('\n'), status: 1 });
  });

  test('the values that it shows are taken', () => {
    const [volumes = '', profile = ''] = codeBlocks(UPSTREAM, 'yaml');
    writeFileSync(join(folder, 'a.yaml'), volumes);
    writeFileSync(join(folder, 'b.yaml'), profile);
    const { stdout, stderr } = bash('npx cdk8s-kvmini template vllm -f a.yaml,b.yaml');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/mountPath: \/app\/config/);
    expect(stdout).toMatch(/profile-mine\.yaml: \|\n\s+requests: 100\n/);
  });
});

test('the page has each flag of Helm, once', () => {
  const [, section = ''] = COMMAND.split('## From Helm to here');
  const cells = [...section.matchAll(/^\| (`-.*?) \| /gm)].map(([, names = '']) => names);
  const found = cells.flatMap((names) =>
    [...names.matchAll(/--([\w-]+)/g)].map(([, name]) => name),
  );
  const names = helmFlags().map(({ name }) => name);
  expect(found.sort()).toEqual([...names, 'dry-run'].sort());
});
