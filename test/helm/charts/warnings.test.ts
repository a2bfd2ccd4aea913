import { afterAll, describe, expect, test } from 'vitest';
import { coalesce, subchartValues, type Values } from '../../../src/helm';
import { helm, inPairs, Oracle } from '../oracle';

type Warned = readonly (readonly [code: string, path: string])[];

const told = (warnings: readonly { code: string; path: string }[]): Warned =>
  warnings.map(({ code, path }) => [code, path]);

test.each<[string, Values, Values, ...Warned]>([
  ['a map over a map', { a: { b: 1 } }, { a: { b: 2 } }],
  ['a map over a scalar', { a: 1 }, { a: { b: 2 } }, ['map-over-scalar', 'c.a']],
  ['a map over a list', { a: { x: [1] } }, { a: { x: {} } }, ['map-over-scalar', 'c.a.x']],
  ['a map over null', { a: null }, { a: { b: 2 } }],
  ['a scalar over a map', { a: { b: 1 } }, { a: 2 }, ['scalar-over-map', 'c.a']],
  ['a list over a map', { a: { x: {} } }, { a: { x: [1] } }, ['scalar-over-map', 'c.a.x']],
  ['a list over a scalar', { a: 1 }, { a: [1] }],
  ['null over a map', { a: { b: 1 } }, { a: null }],
  ['a map without a default', {}, { a: {} }],
  [
    'two at once',
    { a: 1, b: {} },
    { b: 1, a: {} },
    ['map-over-scalar', 'c.a'],
    ['scalar-over-map', 'c.b'],
  ],
])('coalescing warns of %s', (_, defaults, user, ...expected) => {
  const { warnings } = coalesce(defaults, user, 'c');
  expect(told(warnings)).toEqual(expected);
  for (const { message, path } of warnings) expect(message.startsWith(`${path}: `)).toBe(true);
  // Without a chart's name the paths begin with the key.
  const paths = told(coalesce(defaults, user).warnings).map(([, path]) => path);
  expect(paths).toEqual(expected.map(([, path]) => path.slice('c.'.length)));
});

/** What the subchart of a chart with these defaults renders with, and the warnings. */
function under(defaults: Values, user: Values) {
  const chart = { name: 'top', values: defaults, dependencies: [{ name: 'sub', values: {} }] };
  const { values, warnings } = subchartValues(chart, 'sub', user);
  return { values, warned: told(warnings), messages: warnings.map(({ message }) => message) };
}

const skipped = (path: string) => ['global-skipped', `top.sub.${path}`] as const;

type GlobalRow = [
  what: string,
  defaults: Values,
  own: Values,
  values: Values,
  ...expected: (readonly [string, string])[],
];

/** The parent's defaults, what the user gives the subchart, what it renders with, and the warnings. */
const GLOBALS: readonly GlobalRow[] = [
  ['is pushed', { global: { a: 1 } }, {}, { global: { a: 1 } }],
  ['wins key by key', { global: { a: 1 } }, { global: { a: 2, b: 3 } }, { global: { a: 1, b: 3 } }],
  [
    'merges maps',
    { global: { a: { x: 1 } } },
    { global: { a: { x: 2, y: 3 } } },
    { global: { a: { x: 1, y: 3 } } },
  ],
  ['as a null is pushed', { global: { a: null } }, {}, { global: { a: null } }],
  ['with the name of a member', { global: { toString: 1 } }, {}, { global: { toString: 1 } }],
  ['that nobody has is an empty map', {}, { b: 1 }, { b: 1, global: {} }],
  ['of the subchart stays without one above', {}, { global: { a: 1 } }, { global: { a: 1 } }],
  ['that is no map stays away', { global: 1 }, { b: 1 }, { b: 1 }, skipped('global')],
  [
    'stays away from what is no map',
    { global: { a: 1 } },
    { global: 1 },
    { global: 1 },
    ['scalar-over-map', 'top.sub.global'],
    skipped('global'),
  ],
  [
    'as a map stays away from a scalar',
    { global: { a: {} } },
    { global: { a: 1 } },
    { global: { a: 1 } },
    ['scalar-over-map', 'top.sub.global.a'],
    skipped('global.a'),
  ],
  [
    'as a scalar stays away from a map',
    { global: { a: 1 } },
    { global: { a: {} } },
    { global: { a: {} } },
    ['map-over-scalar', 'top.sub.global.a'],
    skipped('global.a'),
  ],
];

test.each<GlobalRow>([...GLOBALS])('a global %s', (_, defaults, own, values, ...expected) => {
  const { messages: __, ...result } = under(defaults, { sub: own });
  expect(result).toEqual({ values, warned: expected });
});

test('a warning of a global says whose is no map', () => {
  expect(under({ global: 1 }, {}).messages.join()).toMatch(/the parent has/);
  expect(under({ global: {} }, { sub: { global: 1 } }).messages.join()).toMatch(/subchart has/);
});

describe.skipIf(!helm)('in helm', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.dispose());

  test('globals reach the subchart as the table says', async () => {
    await inPairs(GLOBALS, async ([what, defaults, own, values]) => {
      const chart = oracle.chart({
        ...{ name: 'top', values: JSON.stringify(defaults) },
        dependencies: [{ name: 'sub', version: '1.0.0' }],
        subcharts: [{ name: 'sub' }],
      });
      const { charts } = await oracle.render(chart, ['--set-json', JSON.stringify({ sub: own })]);
      expect(charts.get('top/charts/sub'), what).toEqual(values);
    });
  });
});
