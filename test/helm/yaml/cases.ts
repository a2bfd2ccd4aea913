/** Scalars as they may stand behind `a: `. */
// biome-ignore format: a table
export const SCALARS = [
  'yes', 'Yes', 'YES', 'yEs', 'y', 'Y', 'on', 'On', 'oN', 'no', 'n', 'N', 'off', 'true', 'True',
  'tRUE', 'FALSE', 'null', 'Null', 'nULL', '~', '', '~x', '0', '-0', '+0', '12', '+12', '-12',
  '010', '0777', '08', '0o10', '0O7', '0o8', '0x10', '0X1f', '-0x1F', '0x', '0b11', '0B1',
  '0b12', '+0b11', '1_000', '0x_1F', '1__0', '_1', '1_', '+1_0.5_0', '1.5', '1.10', '1.', '1.e3',
  '.5', '-.5', '+.5e3', '.5_0', '._5', '.', '..', '.e3', '1e3', '1E3', '12e03', '1e+', '1e400',
  '-1e400', '1e-400', '0.1', '685_230.15', '1:30', '190:20:30', '2024-01-01',
  '2001-12-14t21:59:43.10-05:00', '18446744073709551615', '18446744073709551616',
  '-9223372036854775808', '-9223372036854775809', '9007199254740993', '0xFFFFFFFFFFFFFFFF', '+0xFFFFFFFFFFFFFFFF',
  '0xFFFFFFFFFFFFFFFFF', '+18446744073709551615', '- 1', '+ 1', '-', '+', '--1', '1-', '12abc',
  '"yes"', "'12'", '!!str yes', '!!str 12', '!!int "3"', '!!int 0o17', '!!float 3',
  '!!float "1.5"', '!!bool yes', '!!null ""', '!!int 3.5', '!!int x', '!!bool 1', '!foo 12',
  '! 12', '!!binary aGVsbG8=', '!!timestamp 2001-01-01', '.inf', '-.INF', '.nan', '.iNf', 'x#y',
  'x #y', 'a:b', 'a: b', '{a: 1,}', '[1, 2,]', '[1,,2]', '{a:1}', '{a: [b: c]}', '|\n  x\n  y',
  '|-\n  x\n', '|+\n  x\n\n', '>\n  x\n  y\n\n  z\n', '>-\n x\n  y\n z\n', '|2\n   x\n',
  '"a\\n\\x41\\u00e9\\U0001F600"', '"\\q"', '"\\ud800"', "'it''s'", '"a\n  b"', 'b\n c\n d',
  '0b-1', '0b+11', '0b_-_1', '-0b-1', '+0b+1', '0B-1', '0b-', '0b--1', '0x-1', '0o-1',
];

/** Explicit tags: what each says of its value, and values that it can't be said of. */
// biome-ignore format: a table
export const TAGGED = [
  '!!str', '!!str ~', '!!str true', "!!str '1'", '!!str 9007199254740993', '!!str 2001-01-01', '!!str <<',
  '!!str |\n  1\n', '!!str {a: 1}', '!!str [1]', '&x !!str 1', '!!str &x 1', '!!int', '!!int ""',
  "!!int '0x1F'", '!!int "0o17"', '!!int "1_000"', '!!int 1.0', '!!int 1e3', '!!int true', '!!int -0',
  '!!int |-\n  1\n', '!!int |\n  1\n', '!!int {a: 1}', '!!int "18446744073709551616"', '!!int 1:30', '!!float',
  '!!float ""', '!!float x', '!!float "1.10"', '!!float 0x1F', '!!float 12e03', '!!float .inf', '!!float 1:30',
  '!!float >-\n  1.5\n', '!!float [1]', '!!bool', '!!bool ""', '!!bool "true"', '!!bool "yes"', '!!bool "tRUE"',
  '!!bool |-\n  true\n', '!!bool {a: 1}', '!!null', "!!null ''", '!!null x', '!!null 0', '!!null "null"',
  '!!null |-\n  \n', '!!null [1]', '!!binary', '!!binary ""', '!!binary "aGVsbG8="', '!!binary |\n  aGVs\n  bG8=\n',
  '!!binary "aGVsbG8=\\r\\n"', '!!binary aGVsbG8', '!!binary "aGVs bG8="', '!!binary aGVs-_8=', '!!binary "!!!"',
  '!!binary aGVsbG8==', '!!binary aGVsbG9=', '!!binary /w==', '!!binary gIE=', '!!binary a', '!!binary {a: 1}', '!!set {a, b}',
  '!!set [a]', '!!omap [{x: 1}, {y: 2}]', '!!omap {a: 1}', '!!pairs [{x: 1}]', '!!timestamp', '!!timestamp ""',
  '!!timestamp "2001-01-01"', '!!timestamp 2001-1-1', '!!timestamp 2001-12-14t21:59:43.10-05:00',
  '!!timestamp 2001-12-14T21:59:43Z', '!!timestamp 2001-12-14 21:59:43.10', '!!timestamp "2001-12-14 21:59:43 -5"',
  '!!timestamp 2001-02-30', '!!timestamp 2001-13-01', '!!timestamp 2001-12-14 25:00:00', '!!timestamp 12',
  '!!timestamp x', '!!timestamp {a: 1}', '!custom x', '!custom 12', '!custom "12"', '!custom', '!custom {x: 1}',
  '!custom [1]', '!a!b 1', '! true', '! "12"', '! {a: 1}', '!<tag:yaml.org,2002:str> 12', '!<x> 12',
  '!<tag:yaml.org,2002:int> "12"', '!!map {a: 1}', '!!map [1]', '!!map x', '!!map', '!!seq [1]', '!!seq {a: 1}',
  '!!seq x', '!!seq', '!!merge <<', '!!merge x', '!!value =', '=', '!!foo 12', '!!foo {x: 1}',
];

/** Whole documents. */
// biome-ignore format: a table
export const DOCUMENTS = [
  '', '# only a comment', '---', '~', '{}', '[1]', 'x', 'a: 1\na: 2', 'a: {b: 1}\na: {c: 2}',
  '{a: 1, a: 2}', 'x: &x {a: 1, b: 2}\ny:\n  a: 5\n  <<: *x\n  b: 7',
  'y:\n  <<: [{a: 1}, {a: 2, b: 3}]', 'y: {<<: 3}', 'y:\n  <<:', '"<<": {a: 1}', 'a: *x',
  'a: &x [*x]', 'a: &x 1\nb: *x\nc: &x 2\nd: *x', '&k a: 1\n*k : 2', 'a: &x {b: [1]}\nc: *x',
  'a: *x\nb: &x 1', '&x a: *x', '1: x', '0x10: x', '010: x', 'true: x', 'yes: x', 'y: x',
  'null: x', '~: x', ': x', '"": x', '? a\n: b', '[a]: 1', '{a: 1}: 2',
  'constructor: 1', 'toString: {valueOf: 1}', 'a:\tb', 'a:\n\tb: 1', 'a : b', '"a":b', 'a: b: c',
  'a: @x', 'a: `x', 'a: %x', '- a', 'a: 1\n  b: 2', 'a:\n- 1\n- 2', 'a:\n  - 1\n - 2',
  '\ufeffa: 1', 'a: b\r\nc: d\r\n', 'a: |\r\n  x\r\n', 'a: \u0001', 'a: \u007f', 'a: x\ufeffy',
  '!!str 1: x', '!!int "1": x', '!!int "0x10": x', '!!bool "true": x', '!!null "": x', '!!null ~: x', '!foo 12: x',
  '!!binary aGVsbG8=: x', '!!timestamp 2001-01-01: x', '!!float 1: x', '!!float "100000000": x', '!!str : x',
];

/** Maps that are merged into another, `x` being one and `l` a list of one. */
export const MERGES = [
  '!!merge <<: *x\n  b: 3',
  'a: 9\n  !!merge <<: *x',
  '!!merge <<: [*x, {c: 1}]',
  '!!merge "<<": *x',
  "!!merge '<<': *x",
  '!<tag:yaml.org,2002:merge> <<: *x',
  '&m !!merge <<: *x',
  '? !!merge <<\n  : *x',
  '!!merge <<: *x\n  !!merge <<: {c: 2}',
  '<<: *x\n  <<: {a: 2}',
  '! <<: *x',
  '! "<<": *x',
  '!!str <<: *x',
  '!foo <<: *x',
  '"<<": *x',
  '!!merge foo: *x',
  '!!merge <<: 3',
  '!!merge <<: ~',
  '!!merge <<:',
  '!!merge <<: [1]',
  '<<: [~]',
  '<<: *l',
  '<<: [*l]',
  '<<: [[*x]]',
  '<<: [*x, *x]',
  '<<: {}',
  '<<: []',
  '<<: !!map {a: 1}',
  '<<: !foo {a: 1}',
  '<<: &z {a: 1}\n  q: *z',
].map((lines) => `x: &x {a: 1, b: 2}\nl: &l [{c: 3}]\nm:\n  ${lines}\n`);

const HEADERS = ['|', '|-', '|+', '>', '>-', '>+', '|2', '|1', '|2-', '|+2', '>2', '>1+', '| # c'];
const BODIES = [
  'x',
  'x\n',
  'x\n\n',
  'x\n  ',
  'x\n   ',
  'x\n ',
  'x\n\n  ',
  '',
  '\n',
  '\n\n',
  ' ',
  '   ',
  '   \n',
].concat([
  '  \n\n',
  ' \n   \n ',
  '\n  x',
  'x ',
  'x\t',
  'x\n  y',
  'x\n   y',
  'x\n# c',
  'x\n  # c\n',
  ' x',
  'x\n   \n  y',
]);

/** Whether the parser drops a last line of blanks: one that goes no further than the text, where the digit says less. */
const isDropped = (header: string, body: string) =>
  header === '|1' && /\S *\n(?:\n)* {2}$/.test(body);

/** Block scalars that end a file, with and without a line break; some are of blanks only. */
export const BLOCKS = HEADERS.flatMap((header) =>
  BODIES.filter((body) => !isDropped(header, body)).map((body) => `a: ${header}\n  ${body}`),
);

/** Files of several documents. */
// biome-ignore format: a table
export const FILES = [
  'a: 1\n---\nb: 2', 'm: {x: 1}\n---\nm: {z: 2}\n---\n', '---\na: 1',
  '--- # c\na: 1\n--- #d\nb: 1', '---\n---\n---\na: 1', 'a: 1\n---x\n', 'a: 1\n---#foo\nb: 2',
  'a: 1\n--- \t\nb: 2', 'a: 1\r\n---\r\nb: 2\r\n', 'a: |\n  x\n---\nb: 1',
  'a: null\n---\na: {b: 1}', 'a: {b: 1}\n---\na: null', 'a: 1\n---\n[1]', 'a: &x 1\n---\nb: *x',
  'a: 1\n...\n', '"---": 1', 'a: "x\n---\ny"', 'a: 1\n--- {b: 2}', ' ---\na: 1',
  'a: |\n  x', 'a: >\n  x', 'a: |+\n  x', 'a: |-\n  x', 'a: |\n  x\n  ', 'a: |\n  x\n   ', 'a: |', 'a: |\n  ', 'a: |+\n  ',
  'b: 1\n---\na: |\n  x', 'a: |2\n   ', 'a: |\r\n  x', 'a: x', 'a: "x"', 'a:\n  - |\n    x', '? |\n  x',
];
