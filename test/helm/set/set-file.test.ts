import { expect, test } from 'vitest';
import { HelmValuesError, parseSet, type ReadFile, userValues } from '../../../src/helm';

const FILES: Readonly<Record<string, string>> = {
  one: 'one\n',
  '2': 'true',
  'a,b': 'x',
  '': 'none',
};
const read: ReadFile = (path) => FILES[path] ?? fail({ code: 'ENOENT' });

function fail(members: object): never {
  throw Object.assign(new Error('the secret'), members);
}

test.each([
  ['a=one', { a: 'one\n' }],
  ['a=2', { a: 'true' }],
  ['a={one,2}', { a: ['one\n', 'true'] }],
  ['a=a\\,b', { a: 'x' }],
  ['a[1].b=one,c=2', { a: [null, { b: 'one\n' }], c: 'true' }],
  // Helm reads the file "" here, and no file there.
  ['a=,b=2', { a: 'none', b: 'true' }],
  ['a=', { a: '' }],
])('--set-file %s', (line, values) => {
  expect(parseSet(line, {}, 'set-file', read).values).toEqual(values);
});

function errorOf(line: string, readFile?: ReadFile): HelmValuesError {
  try {
    parseSet(line, {}, 'set-file', readFile);
  } catch (error) {
    if (error instanceof HelmValuesError) return error;
    throw error;
  }
  throw new Error('expected an error');
}

test('a file that cannot be read is refused in its place, with the code of the system alone', () => {
  const missing = errorOf('a=one,b={2,missing}', read);
  expect(missing).toMatchObject({ code: 'unreadable-file', place: { column: 12 } });
  expect(missing.message).toContain('(ENOENT)');
  expect(missing.message).not.toMatch(/missing|secret/);
  const numbered = errorOf('a=x', () => fail({ code: 13 }));
  expect(numbered.message).not.toMatch(/13|secret|\(/);
});

test("a reader's own refusal comes through as it is", () => {
  const own = new HelmValuesError('too-large', 'own');
  const refuse = () => {
    throw own;
  };
  expect(errorOf('a=x', refuse)).toBe(own);
  expect(errorOf('a=x')).toMatchObject({ code: 'unreadable-file', place: undefined });
});

test('what is no fault of the values comes through as it is', () => {
  expect(() => userValues({ set: [null as never] }, read)).toThrow(TypeError);
  const thrown = () => {
    throw 'no error';
  };
  expect(() => userValues({ files: ['f'] }, thrown)).toThrow(
    'f: the values file cannot be read: no error',
  );
});
