import fc from 'fast-check';
import type { JsonValue, SetKind, Values } from '../../src/helm';

/** One setting inside a flag, in its two halves, so that a prefix can be put before the path. */
export interface Setting {
  readonly path: string;
  readonly value: string;
}

/** One flag; `raw` instead of settings is any text. */
export interface Flag {
  readonly kind: SetKind;
  readonly settings: readonly Setting[];
  readonly raw?: string;
}

/** What a user may give, over the defaults of one of {@link DEFAULTS}. */
export interface Case {
  readonly chart: number;
  readonly files: readonly Values[];
  readonly flags: readonly Flag[];
}

/** Files for `--set-file`, by the paths that stand for them in generated flags. */
export const FILES: Readonly<Record<string, string>> = {
  '@empty': '',
  '@text': 'first\nsecond, {x}\n',
  '@true': 'true',
};

const text = fc.constantFrom(
  '',
  'x',
  'true',
  'null',
  '0',
  '012',
  'é😀',
  'a,b',
  '{x}',
  ' y',
  '"',
  'a\nb',
);
const number = fc.constantFrom(0, 1, -1, 7, 1.5, 1e21, 1e-7, 123456789012, 1000000, -0.25);
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const key = fc.constantFrom('a', 'b', 'c', 'x.y', 'constructor', 'é', '');

/** Any JSON value, of Helm's corner cases above all. */
export const json = fc.letrec<{ value: JsonValue; map: Values }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    tie('map'),
  ),
  map: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
}));

/** Values in which `m…` are mostly maps and `l…` mostly lists, so that paths in flags mostly fit. */
export const values: fc.Arbitrary<Values> = fc.record(
  {
    m: rarely(json.value, json.map),
    n: rarely(
      json.value,
      fc.record({ m: json.map, l: fc.array(json.value, { maxLength: 3 }) }, { requiredKeys: [] }),
    ),
    l: rarely(json.value, fc.array(rarely(json.value, json.map), { maxLength: 3 })),
    s: json.value,
    t: json.value,
  },
  { requiredKeys: [] },
);

function rarely<T>(rare: fc.Arbitrary<T>, often: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: often, weight: 25 }, { arbitrary: rare, weight: 1 });
}

const name = fc.constantFrom(
  'a',
  'b',
  'c',
  'd',
  'x\\.y',
  'constructor',
  'é',
  'p\\=q',
  '\\{z',
  'q r',
  'x]',
);
const index = fc.constantFrom('[0]', '[1]', '[2]', '[+1]', '[01]', '[4]');
const path = fc
  .oneof(
    { arbitrary: fc.tuple(fc.constant('m.'), name), weight: 5 },
    { arbitrary: fc.tuple(fc.constant('n.m.'), name), weight: 3 },
    { arbitrary: fc.tuple(fc.constant('n.l'), index), weight: 3 },
    { arbitrary: fc.tuple(fc.constant('l'), index), weight: 3 },
    { arbitrary: fc.tuple(fc.constant('l'), index, fc.constant('.'), name), weight: 3 },
    { arbitrary: fc.tuple(fc.constantFrom('s', 't', 's', 't', 's', 't', 'm', 'l')), weight: 4 },
    { arbitrary: fc.tuple(fc.constantFrom('u.', 'v.w.'), name, fc.constant('.'), name), weight: 3 },
    { arbitrary: fc.tuple(fc.constantFrom('g', 'h.i'), index, index), weight: 2 },
    { arbitrary: fc.tuple(name, index), weight: 1 },
  )
  .map((parts) => parts.join(''));

const item = fc.constantFrom(
  ...[
    '',
    '1',
    'x',
    'true',
    'FALSE',
    'null',
    'Null',
    '0',
    '-0',
    '+7',
    '01',
    '-01',
    '1.5',
    '1e3',
    '0x10',
  ],
  ...[
    'yes',
    '~',
    ' 1',
    'a b',
    '\\true',
    '\\,',
    'b\\,c',
    '\\{',
    '\\}',
    '\\\\',
    '\\n',
    'é😀',
    'a=b=c',
  ],
  ...[
    '9007199254740991',
    '9223372036854775808',
    '"q"',
    "'",
    'b[0]',
    'x.y',
    '\n',
    'falſe',
    '-',
    '+',
    '--1',
  ],
);
const list = fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => `{${items.join(',')}}`);
const blank = fc.constantFrom('', '', ' ', '\n');
const jsonText = fc
  .tuple(
    blank,
    rarely(
      fc.constant(''),
      json.value.map((value) => JSON.stringify(value)),
    ),
    blank,
  )
  .map((parts) => parts.join(''));

const VALUES: Readonly<Record<SetKind, fc.Arbitrary<string>>> = {
  set: fc.oneof({ arbitrary: item, weight: 4 }, { arbitrary: list, weight: 1 }),
  'set-string': fc.oneof({ arbitrary: item, weight: 4 }, { arbitrary: list, weight: 1 }),
  'set-json': jsonText,
  'set-file': fc.oneof(
    fc.constantFrom(...Object.keys(FILES)),
    fc
      .array(fc.constantFrom(...Object.keys(FILES)), { minLength: 1, maxLength: 2 })
      .map((all) => `{${all}}`),
  ),
  'set-literal': fc.oneof(item, list, fc.constant('a=b,c=d')),
};

/** Text of the grammar's characters: mostly malformed. */
const raw = fc
  .array(
    fc.constantFrom('a', 'b', '.', '[', ']', '0', '1', '=', ',', '{', '}', '\\', ' ', '"', 'null'),
    {
      maxLength: 10,
    },
  )
  .map((parts) => parts.join(''));

function flagOf(kind: SetKind): fc.Arbitrary<Flag> {
  const setting = fc.record({ path, value: VALUES[kind] });
  const count = kind === 'set-literal' ? 1 : 3;
  const settings = fc.array(setting, { minLength: 1, maxLength: count });
  const flag = settings.map((all): Flag => ({ kind, settings: all }));
  const broken = raw.map((text): Flag => ({ kind, settings: [], raw: text }));
  return fc.oneof({ arbitrary: flag, weight: 80 }, { arbitrary: broken, weight: 1 });
}

const flag = fc.oneof(
  { arbitrary: flagOf('set'), weight: 5 },
  { arbitrary: flagOf('set-string'), weight: 2 },
  { arbitrary: flagOf('set-json'), weight: 2 },
  { arbitrary: flagOf('set-file'), weight: 1 },
  { arbitrary: flagOf('set-literal'), weight: 1 },
);

/** The defaults of the charts; a fixed number of them, since writing a chart takes longer than reading it. */
export const DEFAULTS: readonly Values[] = fc.sample(values, { seed: 1, numRuns: 100 });

/** Files and flags of all kinds over a chart's defaults. */
export const cases: fc.Arbitrary<Case> = fc.record({
  chart: fc.noBias(fc.nat(DEFAULTS.length - 1)),
  files: fc.array(values, { maxLength: 2 }),
  flags: fc.array(flag, { maxLength: 3 }),
});

/** The flag's argument, with `prefix` before each path. */
export function lineOf({ settings, raw: text }: Flag, prefix = ''): string {
  return text ?? settings.map(({ path: at, value }) => `${prefix}${at}=${value}`).join(',');
}
