import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-values-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** An app that has the package below its `node_modules`, and a folder in it. */
const app = join(folder, 'app');
const installed = join(app, 'node_modules', 'cdk8s-kvmini');
mkdirSync(join(app, 'config', 'prod'), { recursive: true });
mkdirSync(installed, { recursive: true });
for (const name of [
  'lib/cli.js',
  'lib/command.js',
  'lib/actions.js',
  'values.yaml',
  'values.schema.json',
])
  cpSync(name, join(installed, name));

/** An app as pnpm makes it: the package is elsewhere. */
const linked = join(folder, 'linked');
mkdirSync(join(linked, 'node_modules'), { recursive: true });
symlinkSync(installed, join(linked, 'node_modules', 'cdk8s-kvmini'));

/** What `values` prints in a folder. */
function values(cwd: string, program: string): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, 'values'], {
    cwd,
    encoding: 'utf8',
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

const schemaOf = (text: string) => /^# yaml-language-server: \$schema=(.*)\n/.exec(text)?.[1] ?? '';
const own = join(installed, 'lib/cli.js');

test.each([
  ['', './node_modules/cdk8s-kvmini/values.schema.json', app],
  ['a folder of', '../../node_modules/cdk8s-kvmini/values.schema.json', join(app, 'config/prod')],
  ['pnpm for', './node_modules/cdk8s-kvmini/values.schema.json', linked],
])('in %s an app, the schema is the one that is installed', (_, path, cwd) => {
  const schema = schemaOf(values(cwd, own));
  expect(schema).toBe(path);
  expect(JSON.parse(readFileSync(join(cwd, schema), 'utf8')).type).toBe('object');
});

test('elsewhere, it is the one of the package that runs', () => {
  const schema = schemaOf(values(folder, resolve('lib/cli.js')));
  expect(schema).toMatch(/^file:\/\/\//);
  expect(fileURLToPath(schema)).toBe(resolve('values.schema.json'));
  expect(existsSync(dirname(fileURLToPath(schema)))).toBe(true);
});

test('in an app that has another copy, it is the one of the package that runs', () => {
  expect(schemaOf(values(app, resolve('lib/cli.js')))).toMatch(/^file:\/\/\//);
});

test('it is a file to edit, with all defaults and what they are for', () => {
  const text = values(folder, resolve('lib/cli.js'));
  const chart = readFileSync('values.yaml', 'utf8');
  expect(text).not.toMatch(/do not edit|generated/i);
  expect(parse(text)).toEqual(parse(chart));
  expect(text.match(/^ *# -- /gm)?.length).toBe(chart.match(/^ *# -- /gm)?.length);
});
