import { describe, expect, test } from 'vitest';
import { HelmValuesError, parseValuesFile } from '../../../src/helm';

describe('errors of a values file', () => {
  // What helm prints without values is no YAML at all: the heading, and null or {} below it.
  test.each([
    'USER-SUPPLIED VALUES:\na: 1\n',
    'USER-SUPPLIED VALUES:\nnull\n',
    'COMPUTED VALUES:\r\n{}\r\n',
  ])('what helm get values prints without -o yaml: %j', (text) => {
    expect(() => parseValuesFile(text, '-')).toThrow(
      '-:1:1: a heading of helm get values, which is no value; write the file with helm get values RELEASE -o yaml',
    );
    expect(parseValuesFile(`# ${text.split('\n')[0]}\na: 1\n`, '-').values).toEqual({ a: 1 });
  });

  const errorOf = (text: string) => {
    try {
      parseValuesFile(text, 'values.yaml');
    } catch (error) {
      expect(error).toBeInstanceOf(HelmValuesError);
      return error as HelmValuesError;
    }
    throw new Error('Nothing was refused');
  };

  test('name file, line and column and show the key', () => {
    const { message, place, code } = errorOf('image:\n  tag: 1\n  digest: [hunter2\nb: 1\n');
    expect(code).toBe('syntax');
    expect(place).toEqual({ source: 'values.yaml', line: 4, column: 1 });
    expect(message).toMatch(/^values\.yaml:4:1: .+\n {2}b: …\n {2}\^$/);
  });

  test('count lines over several documents', () => {
    expect(errorOf('a: 1\n---\nb:\n  c: .nan\n').place).toEqual({
      source: 'values.yaml',
      line: 4,
      column: 6,
    });
  });

  test.each([
    'apiKey: *hunter2',
    'apiKey: "\\hunter2"',
    'apiKey: !!int hunter2',
    'hunter2',
    '- hunter2',
    'apiKey: @hunter2',
    'apiKey: hunter2: x',
    'apiKey: |\n  hunter2\n hunter3',
    'apiKey: [hunter2',
    'apiKey: hunter2\u0001',
    '{apiKey: hunter2]',
    'apiKey: "hunter2" hunter2',
    '? |\n  hunter2\n? [x',
    'a: b\n%hunter2',
  ])('never show a value: %j', (text) => {
    const { message, place } = errorOf(text);
    expect(message + JSON.stringify(place)).not.toMatch(/hunter/);
  });

  test('a key that is there twice is a warning with its place', () => {
    const { warnings } = parseValuesFile('a:\n  b: 1\n  b: hunter2\n', 'values.yaml');
    expect(warnings).toMatchObject([
      { code: 'duplicate-key', place: { source: 'values.yaml', line: 3, column: 3 } },
    ]);
    expect(warnings[0]?.message).toContain('\n    b: …\n    ^');
  });
});
