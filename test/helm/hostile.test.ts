import { describe, expect, test } from 'vitest';
import { parseSet, parseValuesFile, userValues } from '../../src/helm';

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
      `a: &a ${'x'.repeat(1e5)}\nb: [${'*a, '.repeat(100)}]`,
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

  test('JSON that is nested too deeply to be parsed', () => {
    const deep = `a=${'['.repeat(1e5)}1${']'.repeat(1e5)}`;
    expect(() => parseSet(deep, {}, 'set-json')).toThrow(refused('too-large'));
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
    expect(parseSet('a={},'.repeat(size / 5), {}).warnings).toHaveLength(50);
    const { warnings } = parseValuesFile(`a: {${'b: 1, '.repeat(size / 6)}}`, 'f');
    expect(warnings).toHaveLength(50);
  });
});
