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
];

/** Files of several documents. */
// biome-ignore format: a table
export const FILES = [
  'a: 1\n---\nb: 2', 'm: {x: 1}\n---\nm: {z: 2}\n---\n', '---\na: 1',
  '--- # c\na: 1\n--- #d\nb: 1', '---\n---\n---\na: 1', 'a: 1\n---x\n', 'a: 1\n---#foo\nb: 2',
  'a: 1\n--- \t\nb: 2', 'a: 1\r\n---\r\nb: 2\r\n', 'a: |\n  x\n---\nb: 1',
  'a: null\n---\na: {b: 1}', 'a: {b: 1}\n---\na: null', 'a: 1\n---\n[1]', 'a: &x 1\n---\nb: *x',
  'a: 1\n...\n', '"---": 1', 'a: "x\n---\ny"', 'a: 1\n--- {b: 2}', ' ---\na: 1',
];
