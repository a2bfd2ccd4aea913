/** What makes the library fast, counted instead of timed: modules loaded, values parsed, constructs visited. */
import { spawnSync } from 'node:child_process';
import { ApiObject, App, Chart } from 'cdk8s';
import { Node } from 'constructs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { KvminiHarness } from '../../src';
import { type Setting, settings } from '../../src/values/settings';

afterEach(() => vi.restoreAllMocks());

/** The files and the parts of Node.js that a program has loaded when it ends. */
function loadedBy(script: string): { files: string[]; builtins: string[] } {
  const print = `process.on('exit', () => {
    const files = Object.keys(require.cache);
    const builtins = process.moduleLoadList.filter((name) => name.startsWith('NativeModule '));
    require('node:fs').writeSync(2, JSON.stringify({ files, builtins }));
  });`;
  const { stderr, status } = spawnSync(process.execPath, ['-e', `${print}\n${script}`], {
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  const { files, builtins } = JSON.parse(stderr) as ReturnType<typeof loadedBy>;
  const inProject = (file: string) => file.slice(process.cwd().length + 1);
  return {
    files: files.map(inProject),
    builtins: builtins.map((name) => name.replace('NativeModule ', '')),
  };
}

/** Parts of Node.js that take milliseconds to load, and that the library has no use for. */
const SLOW = ['child_process', 'crypto', 'http', 'https', 'net', 'stream', 'tls', 'zlib'];

const slow = (builtins: readonly string[]) => builtins.filter((name) => SLOW.includes(name));

const command = (...args: string[]) =>
  `process.argv.push('cdk8s-kvmini', ${args.map((arg) => JSON.stringify(arg)).join(', ')}); require('./lib/cli.js');`;

describe('loads no more than it uses:', () => {
  test.each(['--version', 'schema'])('cdk8s-kvmini %s', (line) => {
    const { files } = loadedBy(command(...line.split(' ')));
    expect(files).toEqual(['lib/cli.js', 'lib/command.js']);
  });

  test('cdk8s-kvmini values loads nothing that reads values', () => {
    expect(loadedBy(command('values')).files).toEqual(['lib/cli.js', 'lib/command.js']);
  });

  test.each([
    'template bench',
    'template bench -f values.yaml --set service.port=9090',
    'notes bench',
  ])('cdk8s-kvmini %s', (line) => {
    const { files } = loadedBy(command(...line.split(' ')));
    expect(files).toEqual(['lib/cli.js', 'lib/command.js', 'lib/actions.js']);
  });

  test('a program that imports it has one more file', () => {
    const before = loadedBy("require('cdk8s')");
    const after = loadedBy("require('cdk8s'); require('./lib/index.js')");
    expect(after.files.filter((file) => !before.files.includes(file))).toEqual(['lib/index.js']);
    expect(slow(after.builtins)).toEqual(slow(before.builtins));
  });

  test('a harness needs no YAML parser beside the one in cdk8s', () => {
    const add = `
      const { App, Chart } = require('cdk8s');
      const { KvminiHarness } = require('./lib/index.js');
      const app = new App();
      new KvminiHarness(new Chart(app, 'c'), 'bench');
      app.synthYaml();`;
    const own = loadedBy(add).files.filter((file) => !file.startsWith('node_modules/cdk8s/'));
    expect(own.filter((file) => file.startsWith('node_modules/yaml/'))).toEqual([]);
  });
});

test('what a user sets is parsed once a harness, and not again by synth; defaults never are', () => {
  const parsed = ({ type }: Setting) => [vi.spyOn(type, 'safeParse'), vi.spyOn(type, 'parse')];
  const all = [...settings()];
  const isSize = ({ path }: Setting) => path.join('.') === 'persistence.size';
  // The section has a type of its own, which is not asked: its other settings have their defaults.
  const set = all.filter(isSize).flatMap(parsed);
  const unset = all.filter((setting) => !isSize(setting)).flatMap(parsed);
  const app = new App();
  const chart = new Chart(app, 'c');
  const values = { persistence: { size: '50Gi' } };
  for (const name of ['a', 'b', 'c']) new KvminiHarness(chart, name, { values });
  app.synthYaml();
  chart.toJson();
  expect(set.map(({ mock }) => mock.calls.length)).toEqual([3, 0]);
  expect(unset.filter(({ mock }) => mock.calls.length > 0)).toEqual([]);
});

/** How often constructs are looked at while something is done. */
function visits(act: () => void): number {
  const all = vi.spyOn(Node.prototype, 'findAll');
  const children = vi.spyOn(Node.prototype, 'children', 'get');
  const child = vi.spyOn(Node.prototype, 'tryFindChild');
  const counters = [all, children, child];
  for (const counter of counters) counter.mockClear();
  act();
  return counters.reduce((sum, { mock }) => sum + mock.calls.length, 0);
}

test('adding a harness looks at no more of the tree the more harnesses there are', () => {
  const chart = new Chart(new App(), 'c');
  const visitsOf = (name: string) => visits(() => new KvminiHarness(chart, name));
  const first = visitsOf('h0');
  for (let i = 1; i < 50; i += 1) new KvminiHarness(chart, `h${i}`);
  expect(visitsOf('h50')).toBe(first);
});

test('a validation looks at each harness once, and once at each of its objects for what is below it', () => {
  const app = new App();
  const chart = new Chart(app, 'c');
  for (let i = 0; i < 10; i += 1) new KvminiHarness(chart, `h${i}`);
  const all = app.node.findAll();
  const visited = visits(() => all.flatMap(({ node }) => node.validate()));
  // The app, the chart, the harnesses, and what these made.
  expect(visited).toBe(all.length);
});

test('a synth asks each object of a harness four times more than it does the same objects without one', () => {
  const app = (fill: (chart: Chart) => void) => {
    const made = new App();
    fill(new Chart(made, 'c'));
    return made;
  };
  const harness = app((chart) => new KvminiHarness(chart, 'bench'));
  const objects = harness.charts[0]?.toJson() ?? [];
  const bare = app((chart) => {
    for (const [i, object] of objects.entries()) new ApiObject(chart, String(i), object);
  });
  const [ofHarness, ofBare] = [harness, bare].map((one) => visits(() => one.synthYaml()));
  // So often does cdk8s validate an app of one chart; each object then looks for others below it.
  expect(ofHarness).toBeLessThanOrEqual((ofBare ?? 0) + 4 * objects.length);
});
