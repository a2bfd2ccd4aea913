import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  coalesce,
  HelmValuesError,
  parseSet,
  parseValuesFile,
  type SetKind,
  userValues,
} from '../../src/helm';

/**
 * Short in `npm test`. To look longer: `FUZZ_SECONDS=60 FUZZ_SEED=$RANDOM npx vitest run test/helm/fuzz.test.ts`.
 */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 1);
const SEED = Number(process.env.FUZZ_SEED ?? 20260820);
const LIMITS = {
  seed: SEED,
  numRuns: Number.MAX_SAFE_INTEGER,
  interruptAfterTimeLimit: SECONDS * 1_000,
  markInterruptAsFailure: false,
};
const TIMEOUT = { timeout: SECONDS * 3_000 + 10_000 };

const KINDS: readonly SetKind[] = ['set', 'set-string', 'set-file', 'set-json', 'set-literal'];
const bytes = fc
  .uint8Array({ maxLength: 200 })
  .map((array) => Buffer.from(array).toString('latin1'));
const grammar = (parts: readonly string[]) =>
  fc.array(fc.constantFrom(...parts), { maxLength: 60 }).map((all) => all.join(''));
const set = grammar([
  ...[
    'a',
    '.',
    '[',
    ']',
    '0',
    '9',
    '65536',
    '-1',
    '=',
    ',',
    '{',
    '}',
    '\\',
    '"',
    ' ',
    '\n',
    '😀',
    '\ud800',
  ],
  ...['__proto__', 'constructor', 'prototype', 'null', '1e9', '[0]', '.a', '{"__proto__":1}', '":'],
]);
const yaml = grammar([
  ...[
    'a',
    ': ',
    '\n',
    '\n  ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '"',
    "'",
    '#',
    '&x ',
    '*x',
    '!!',
    '!!int ',
    '|',
    '>',
    '\\',
  ],
  ...[
    '\t',
    '\r',
    '\0',
    '\ufeff',
    '\u2028',
    '\ud800',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '<<: ',
    '__proto__',
    'constructor',
    '1e',
    '? ',
  ],
]);

/** Names of what every object inherits; a polluted prototype would have more. */
const INHERITED = Reflect.ownKeys(Object.prototype).join();

/** Runs `parse`, lets through the folder's own error only, and looks for pollution. */
function attempt(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof HelmValuesError)) throw error;
  }
  if (Reflect.ownKeys(Object.prototype).join() !== INHERITED)
    throw new Error('prototype pollution');
  if (Reflect.ownKeys(Array.prototype).includes('a')) throw new Error('prototype pollution');
}

describe('random bytes and random grammar', () => {
  test('in a flag: only a HelmValuesError comes out', TIMEOUT, () => {
    const property = fc.property(fc.oneof(bytes, set), fc.constantFrom(...KINDS), (line, kind) =>
      attempt(() => coalesce({ a: { b: 1 } }, parseSet(line, { a: [{}] }, kind, String).values)),
    );
    fc.assert(property, LIMITS);
  });

  test('in a values file: only a HelmValuesError comes out', TIMEOUT, () => {
    const property = fc.property(fc.oneof(bytes, yaml), (text) =>
      attempt(() => coalesce({ a: { b: 1 } }, parseValuesFile(text, 'f').values)),
    );
    fc.assert(property, LIMITS);
  });
});

describe('hostile input is refused with bounded time and memory', () => {
  const refused = (code: string) => expect.objectContaining({ name: 'HelmValuesError', code });
  const bomb = (name: string) => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const items =
        level === 0 ? '1' : Array.from({ length: 9 }, () => `*x${level - 1}`).join(', ');
      return `x${level}: &x${level} [${items}]`;
    });
    return `${levels.join('\n')}\n${name}: *x29\n`;
  };

  test.each([
    ['an alias bomb', bomb('a'), 'too-large'],
    ['a bomb of merge keys', bomb('a').replaceAll('[', '{k: [').replaceAll(']', ']}'), 'too-large'],
    [
      'a long string, many times',
      `a: &a ${'x'.repeat(1e5)}\nb: [${'*a, '.repeat(2e3)}]`,
      'too-large',
    ],
    ['nested flow lists', `a: ${'['.repeat(5e4)}`, 'too-large'],
    ['nested closed lists', `a: ${'['.repeat(5e3)}${']'.repeat(5e3)}`, 'too-large'],
    ['nested flow maps', `a: ${'{a: '.repeat(2e4)}`, 'too-large'],
    ['nested block lists', '- '.repeat(2e4), 'too-large'],
    ['nested complex keys', '? '.repeat(2e4), 'too-large'],
  ])('%s', (_, text, code) => {
    expect(() => parseValuesFile(text, 'f')).toThrow(refused(code));
  });

  test('an ordinary use of many aliases is read', () => {
    const { values } = parseValuesFile(`a: &a {x: 1}\nb: [${'*a, '.repeat(5_000)}]`, 'f');
    expect(values.b).toHaveLength(5_000);
  });

  test('nesting up to the limit is read, written by flag or file', () => {
    const deep = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
    expect(() => coalesce({}, parseValuesFile(`a: ${deep(190)}`, 'f').values)).not.toThrow();
    expect(() => coalesce({}, parseSet(`a=${deep(190)}`, {}, 'set-json').values)).not.toThrow();
    expect(() => parseSet(`a=${deep(1e5)}`, {}, 'set-json')).toThrow(refused('too-large'));
  });

  test('gaps of lists', () => {
    const line = Array.from({ length: 100 }, (_, index) => `a${index}[65536]=1`).join(',');
    expect(() => parseSet(line, {})).toThrow(refused('too-large'));
    expect(() => parseSet(`a${'[65536]'.repeat(400)}=1`, {})).toThrow(refused('too-large'));
    expect(() => parseSet(`a${'[0]'.repeat(1e5)}=1`, {})).toThrow(refused('too-large'));
  });

  test('the key __proto__, everywhere', () => {
    const file = '{"a": {"__proto__": {"polluted": 1}}}';
    const attempts = [
      () => parseSet('__proto__.polluted=1', {}),
      () => parseSet('a[0].__proto__.polluted=1', {}),
      () => parseSet('\\__proto__=1', {}),
      () => parseSet(`a=${file}`, {}, 'set-json'),
      () => parseSet(file, {}, 'set-json'),
      () => parseSet('a.__proto__.polluted=1', {}, 'set-literal'),
      () => parseValuesFile(file, 'f'),
      () => parseValuesFile('a: &x __proto__\n*x : {polluted: 1}', 'f'),
      () => userValues({ files: ['f'] }, () => file),
    ];
    for (const each of attempts) expect(each).toThrow(refused('forbidden-key'));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('long lines take linear time', () => {
    const size = 2e5;
    const pairs = Array.from({ length: size / 10 }, (_, index) => `a[${index % 60_000}]=x`).join(
      ',',
    );
    expect(parseSet(pairs, {}).values.a).toHaveLength(size / 10);
    const text = 'x'.repeat(size);
    expect(parseSet(`a=${text}`, {}).values.a).toHaveLength(size);
    expect(parseSet(`a="${text}"`, {}, 'set-json').values.a).toHaveLength(size);
    expect(() => parseSet(text, {})).toThrow(refused('no-value'));
  });
});
