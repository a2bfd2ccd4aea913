import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { writeYaml } from '../../src/release/write-yaml';
import { table } from '../support/issues';

const write = (value: unknown) => writeYaml(value, (plain) => stringify(plain, { version: '1.1' }));

/** Text that the YAML library writes as a number to Kubernetes, as a block that kubectl refuses, or with raw line breaks. */
const QUOTED = [
  ...['0o0', '0o7', '0o17', '+0o17', '-0o17', '0O17', '0XA', '-0XA', '+0Xa', '0B1', '-0B01'],
  ...['8e-0_', '8e0_', '1e1_0', '0b-1', '0b+01'],
  ...['\ta\nb', '\n\ta', '\n\n\ta\n', '\t\ta\nb', ' \n', '  \n\n', '\n \n', '\n\n  \n\n'],
  ...['a\u2028b', 'a\u2029', '\u0085', '\ufeffa', '\u0000', '\u001b[1m', 'a\u007f'],
];

/** What it writes rightly by itself. */
const LEFT_ALONE = [
  ...['0', '1', '-1', '+1', '0777', '1_000', '0x1F', '0b11', '1.5', '.5', '5.', '1e3', '1E-3'],
  ...['.inf', '-.Inf', '+.INF', '.nan', '.NaN', '.NAN', '.inF', '.Nan', '1:30', '2024-01-01', '_1'],
  ...['true', 'null', '~', '', '0o', '0o8', '0o18', 'x0o17', '0o17 ', ' 0o17', '++0o1', 'a 0o17'],
  ...['0Xg', '0B2', '1e', 'e1', '0b', 'a\n\tb', ' \ta\nb', '\ta', '\ta\r\nb', '\ta\n\t', '\ta\n '],
  ...['\n', '\n\n', ' ', '   ', '\n ', '\n\t', ' \n ', ' \na', 'a\n \n', ' \r\n', 'é', '😀'],
];

describe('text that readers of YAML do not agree on', () => {
  test.each(QUOTED)('is in quotes, and escaped: %j', (text) => {
    const yaml = write({ a: text, [text]: [text] });
    expect(yaml).toMatch(/^[\n -~]*$/);
    expect(yaml.match(/"(?:[^"\\]|\\.)*"/g)).toHaveLength(3);
    expect(parse(yaml)).toEqual({ a: text, [text]: [text] });
  });

  test.each(LEFT_ALONE)('is written as by the library where that is right: %j', (text) => {
    expect(write({ a: text })).toBe(stringify({ a: text }, { version: '1.1' }));
  });

  test('may stand beside words that look like those that hold its place', () => {
    const value = { a: '0o17', b: 'quoted-0-quoted', c: ['0XA', '0o17'] };
    expect(write(value)).toBe('a: "0o17"\nb: quoted-0-quoted\nc:\n  - "0XA"\n  - "0o17"\n');
  });
});

table('text in values', [
  ...QUOTED.map((text) => [{ podAnnotations: { note: text } }] as const),
  [{ podLabels: { '0o17': '0XA' }, nameOverride: '0o17' }],
  [
    { podAnnotations: { note: 'a\ud800' } },
    'unsafe-text podAnnotations.note: expected text of whole characters, found half of a surrogate pair',
  ],
  [{ podAnnotations: { note: '\udc00b' } }, 'unsafe-text podAnnotations.note'],
]);
