import { expect, test } from 'vitest';
import { HelmValuesError, parseValuesFile } from '../../../src/helm';

function refusalOf(text: string) {
  try {
    parseValuesFile(text, 'f');
  } catch (error) {
    if (error instanceof HelmValuesError)
      return [error.code, error.place?.line, error.place?.column];
    throw error;
  }
  return 'accepted';
}

// What a text is refused with: its code, and the line and the column where the mistake begins.
test.each<[text: string, code: string, line: number, column: number]>([
  ['x', 'wrong-type', 1, 1],
  ['a: 1\n---\n[1]', 'wrong-type', 3, 1],
  ['a: 1\n---\nb: 2\n--- # c\n- x', 'wrong-type', 5, 1],
  ['a: 1\n...\nb: 2\n', 'lost-value', 3, 1],
  ['a: "x\u0001"', 'syntax', 1, 6],
  ['a: b\rc', 'syntax', 1, 5],
  ['a: 1\nb: \u2028', 'syntax', 2, 4],
  ['a: {b: 1', 'syntax', 1, 9],
  ['a: "q" x', 'syntax', 1, 8],
  ['a: @x', 'syntax', 1, 4],
  ['a:\n  b: 1\n b: 2', 'syntax', 3, 1],
  ['a: *x', 'syntax', 1, 4],
  ['a: &x {b: [1, *x]}', 'syntax', 1, 15],
  ['b: 1\na: &x [*x]', 'syntax', 2, 8],
  // Each document has anchors of its own.
  ['a: &x 1\n---\nb: 1\nc: *x', 'syntax', 4, 4],
  ['y: {<<: 3}', 'wrong-type', 1, 5],
  ['y:\n  a: 1\n  <<: [{a: 1}, 2]', 'wrong-type', 3, 3],
  ['[a]: 1', 'wrong-type', 1, 1],
  ['? [x]\n: y', 'wrong-type', 1, 3],
  ['b:\n  ~: x', 'wrong-type', 2, 3],
  [': x', 'wrong-type', 1, 1],
  ['a: &x [1]\n*x : 2', 'wrong-type', 2, 1],
  ['1.5: x', 'numeric-key', 1, 1],
  ['b: {9007199254740992: x}', 'numeric-key', 1, 5],
  ['-9007199254740992: x', 'numeric-key', 1, 1],
  ['!!float 1: x', 'numeric-key', 1, 9],
  ['__proto__: x', 'forbidden-key', 1, 1],
  ['b:\n  - __proto__: x', 'forbidden-key', 2, 5],
  ['a: .nan', 'not-json', 1, 4],
  ['a: [1, -.inf]', 'not-json', 1, 8],
  ['😀: {b: .inf}', 'not-json', 1, 8],
  ['a: 1\r\nb: .nan\r\n', 'not-json', 2, 4],
  ['---\n--- #x\na: .nan', 'not-json', 3, 4],
  ['a: "\\ud800"', 'not-json', 1, 4],
  ['a: !!int x', 'wrong-type', 1, 10],
  ['a: !!bool 1', 'wrong-type', 1, 11],
  ['a: !!null x', 'wrong-type', 1, 11],
  ['a: !!binary "é"', 'wrong-type', 1, 13],
  ['a: !!timestamp 2001-02-30', 'wrong-type', 1, 16],
  ['!!int x: 1', 'wrong-type', 1, 7],
])('%j: %s in line %i, column %i', (text, ...expected) => {
  expect(refusalOf(text)).toEqual(expected);
});

// The last one that is a key, and the first that Helm would round.
test.each([
  ['9007199254740991', '9007199254740991'],
  ['-9007199254740991', '-9007199254740991'],
  ['0x10', '16'],
  ['!!str 1.5', '1.5'],
  ['"9007199254740992"', '9007199254740992'],
  ['yes', 'true'],
])('the key %s is %s', (written, key) => {
  expect(parseValuesFile(`${written}: x`, 'f').values).toEqual({ [key]: 'x' });
});

/** What stands below the problem: the line as far as it may be shown, and what the caret points at. */
test.each<[text: string, shown: string, at: number]>([
  ['a: {b: 1', 'a: …', 3],
  ['a: .nan', 'a: …', 3],
  ['  a: 1\n  b: c: d', '  b: …', 5],
  ['b:\n  - "__proto__": x', '  - "__proto__": …', 4],
  ["'1' : .nan", "'1' : …", 6],
  ['a.b/c-d: .nan', 'a.b/c-d: …', 9],
  ['hunter 2: .nan', ' …', 1],
  ['[a]: 1', ' …', 0],
  ['a:\n   hunter 2: .nan', ' …', 1],
  ['a:\r\n  b: .nan\r\n', '  b: …', 5],
  ['a: 1\n...\nb:', 'b:', 0],
  ['a:\n  b: 1\n b: 2', ' b: …', 0],
])('%j is shown as "%s"', (text, shown, at) => {
  let message = '';
  try {
    parseValuesFile(text, 'f');
  } catch (error) {
    message = (error as HelmValuesError).message;
  }
  const [, line, caret = ''] = message.split('\n');
  expect({ line, at: caret.indexOf('^') - 2 }).toEqual({ line: `  ${shown}`, at });
});

test.each<[text: string, ...places: (readonly [line: number, column: number])[]]>([
  ['a: 1\nb: 1'],
  ['a: 1\na: 1', [2, 1]],
  ['a: 1\n---\na: 1\n'],
  ['b: 1\n---\na: {x: 1, x: 2, x: 3}\n', [3, 11], [3, 17]],
  ['&k a: 1\n*k : 2', [2, 1]],
  ["'1': a\n1: b", [2, 1]],
  ['<<: {a: 1}\na: 2\n<<: {a: 3}'],
])('%j: keys that are there twice %j', (text, ...places) => {
  const { warnings } = parseValuesFile(text, 'f');
  expect(warnings.map(({ code, path, place }) => ({ code, path, place }))).toEqual(
    places.map(([line, column]) => ({
      ...{ code: 'duplicate-key', path: '', place: { source: 'f', line, column } },
    })),
  );
});
