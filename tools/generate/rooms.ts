/** The order of the rooms as lint rules, where a room imports only rooms before it: the lists below are the map of the house. */
import { readFileSync } from 'node:fs';

/** `src/`, after `contract/` and `helm/`. */
const SRC = ['values', 'chart', 'validation', 'release', 'resources', 'construct', 'cli'];
/** The files above them: the construct, and what is made of it. */
const SRC_TOP = ['harness', 'run', 'testing', 'main', 'index'];
/** Rooms of `helm/`; they don't know each other. */
const HELM = ['set', 'yaml', 'charts'];
/** `harness/src/`, after `contract/` and `errors.ts`. */
const HARNESS = [
  ...[
    'settings',
    'mock',
    'workload',
    'request',
    'tokenize',
    'figures',
    'results',
    'target',
    'load',
  ],
  ...['run', 'compare', 'cold', 'report', 'live', 'selftest', 'serve', 'cli'],
];
/** What a pure file does without. */
const IMPURE_GLOBALS = ['performance', 'Date', 'setTimeout', 'setInterval', 'setImmediate'];
const IMPURE_MODULES = ['undici', 'node:net', 'node:http', 'node:timers', 'node:timers/**'];

interface Restriction {
  /** Import specifiers, as in a `.gitignore`. */
  readonly group: readonly string[];
  readonly message: string;
}

/** The rules of some files. Where two overrides speak of a file, the later one replaces the earlier: each file has one. */
function override(includes: readonly string[], patterns: Restriction[], isPure = false) {
  const pure = IMPURE_GLOBALS.map((name) => [name, 'Pure: time and chance come from outside.']);
  const globals = { deniedGlobals: Object.fromEntries(pure) };
  const style = {
    ...(patterns.length > 0 && { noRestrictedImports: { level: 'error', options: { patterns } } }),
    ...(isPure && { noRestrictedGlobals: { level: 'error', options: globals } }),
  };
  return { includes, linter: { rules: { style } } };
}

const inside = (rooms: readonly string[]) => rooms.map((room) => `**/${room}/**`);

const NOT_HARNESS = {
  group: ['**/harness/src/**'],
  message: 'The library knows nothing of the harness; what both know is in contract/.',
};
const NOT_LIBRARY = {
  group: ['**/../../src/**', 'cdk8s-kvmini'],
  message: 'The harness knows nothing of the library; what both know is in contract/.',
};
const DECLARES = { group: ['**/helm/**'], message: 'values/ declares, and knows no helm/.' };
const PURE = { group: IMPURE_MODULES, message: 'Pure: settings and seed decide all of it.' };

const helmRoom = (room: string) => {
  const known = ['!../json', '!../error', '!../merge', '!../written'];
  const group = ['../*/**', '../*', ...known, '../../**'];
  const message =
    'A room of helm/ knows json.ts, error.ts, merge.ts and written.ts beside it, and nothing else.';
  return override([`src/helm/${room}/**`], [{ group, message }]);
};

function libraryRoom(room: string, index: number, objects: readonly string[]) {
  const later = [...inside(SRC.slice(index + 1)), ...SRC_TOP.map((file) => `**/../${file}`)];
  const order = { group: later, message: `After ${room}/ in the order of src/.` };
  const siblings = {
    group: objects.map((file) => `./${file}`),
    message: 'An object sees the Release, never another object.',
  };
  const own = { values: [DECLARES], resources: [siblings] }[room] ?? [];
  const includes = [`src/${room}/**`, ...(room === 'resources' ? ['!src/resources/index.ts'] : [])];
  return override(includes, [order, NOT_HARNESS, ...own]);
}

function harnessRoom(room: string, index: number) {
  const group = inside(HARNESS.slice(index + 1));
  const order = { group, message: `After ${room}/ in the order of harness/src/.` };
  const isPure = room === 'workload';
  const patterns = [...(group.length > 0 ? [order] : []), NOT_LIBRARY, ...(isPure ? [PURE] : [])];
  return override([`harness/src/${room}/**`], patterns, isPure);
}

/** The files of `src/resources/` that make an object each. */
function objectFiles(): string[] {
  const index = readFileSync('src/resources/index.ts', 'utf8');
  return [...index.matchAll(/from '\.\/([^']+)'/g)].map(([, file = '']) => file);
}

/** `biome.rooms.json`: who may import whom. */
export function roomRules(): string {
  const objects = objectFiles();
  const contract = {
    group: ['**/src/**'],
    message: 'contract/ knows neither of the two programs.',
  };
  const overrides = [
    override(['contract/src/**'], [contract]),
    ...HELM.map(helmRoom),
    override(
      ['src/helm/*.ts'],
      [{ group: ['../**'], message: 'helm/ knows nothing of this chart.' }],
    ),
    ...SRC.map((room, index) => libraryRoom(room, index, objects)),
    ...HARNESS.map(harnessRoom),
    override(['harness/src/load/pacer.ts'], [], true),
  ];
  return `${JSON.stringify({ overrides }, undefined, 1)}\n`;
}
