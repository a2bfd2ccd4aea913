import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** Files that nobody should write, with an import or a global, and what lint says of it. */
const REFUSED: readonly (readonly [file: string, text: string, message: string])[] = [
  ['src/values/a.ts', "import '../chart/labels';", 'After values/ in the order of src/.'],
  ['src/values/kubernetes/a.ts', "import '../../harness';", 'After values/ in the order of src/.'],
  ['src/values/b.ts', "import '../helm/json';", 'values/ declares, and knows no helm/.'],
  ['src/chart/a.ts', "export * from '../cli/run';", 'After chart/ in the order of src/.'],
  ['src/cli/a.ts', "import '../index';", 'After cli/ in the order of src/.'],
  [
    'src/release/a.ts',
    "import type { X } from '../../harness/src/errors';",
    'The library knows nothing of the harness; what both know is in contract/.',
  ],
  [
    'src/resources/a.ts',
    "import './service';",
    'An object sees the Release, never another object.',
  ],
  [
    'src/helm/set/a.ts',
    "import '../yaml/file';",
    'A room of helm/ knows json.ts, error.ts, merge.ts and written.ts beside it, and nothing else.',
  ],
  ['src/helm/a.ts', "import '../values/schema';", 'helm/ knows nothing of this chart.'],
  [
    'contract/src/a.ts',
    "import '../../src/values/once';",
    'contract/ knows neither of the two programs.',
  ],
  [
    'harness/src/figures/a.ts',
    "import '../load/loop';",
    'After figures/ in the order of harness/src/.',
  ],
  [
    'harness/src/run/a.ts',
    "import '../../../src/helm/json';",
    'The harness knows nothing of the library; what both know is in contract/.',
  ],
  ['harness/src/workload/a.ts', "import 'undici';", 'Pure: settings and seed decide all of it.'],
  [
    'harness/src/load/pacer.ts',
    'export const now = () => performance.now();',
    'Do not use the global variable performance.',
  ],
];

const ALLOWED: readonly (readonly [file: string, text: string])[] = [
  ['src/chart/z.ts', "import '../values/formats';"],
  ['src/resources/z.ts', "import './rbac-rules';"],
  ['src/resources/index.ts', "import './service';"],
  ['src/helm/set/z.ts', "import '../merge';"],
  ['src/values/z.ts', "import 'kvmini-contract/config';"],
  ['harness/src/load/z.ts', "import '../workload/arrivals'; export const at = Date.now();"],
  ['harness/src/cli/z.ts', "import 'undici';"],
];

interface Report {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly message: string;
    readonly location: { readonly path: string };
  }[];
}

/** What the rules of the rooms say of files: one line each. */
function lint(files: readonly (readonly [string, string, ...unknown[]])[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-rooms-'));
  try {
    cpSync('biome.rooms.json', join(folder, 'biome.json'));
    for (const [file, text] of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const args = ['lint', '--reporter=json', '--max-diagnostics=none', '.'];
    const biome = resolve('node_modules/.bin/biome');
    const { stdout } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8' });
    const { diagnostics } = JSON.parse(stdout) as Report;
    return diagnostics
      .filter(({ category }) => category.startsWith('lint/style/noRestricted'))
      .map(({ location, message }) => `${location.path}: ${message}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('lint keeps the order of the rooms', () => {
  const expected = REFUSED.map(([file, , message]) => `${file}: ${message}`);
  expect(lint([...REFUSED, ...ALLOWED]).sort()).toEqual(expected.sort());
});
