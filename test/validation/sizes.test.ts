import { describe, expect, test } from 'vitest';
import { helm, renderValues } from '../../src';
import { issuesOf } from '../support/issues';

/** Maps that share what is in them: so many levels of two of the same. */
function shared(levels: number): object {
  let map: object = { a: 1 };
  for (let level = 0; level < levels; level++) map = { l: map, r: map };
  return map;
}

const MANY = 20_000;
const many = <T>(make: (i: number) => T): T[] => Array.from({ length: MANY }, (_, i) => make(i));

describe('what takes time by the square of its size, or doubles with each level, would not end here', () => {
  test('values that share parts without an end are refused', () => {
    expect(issuesOf({ benchmark: { profiles: { x: shared(60) } } })).toEqual([
      expect.objectContaining({ code: 'not-json', path: 'values' }),
    ]);
    const refused = expect.objectContaining({ code: 'too-large' });
    expect(() => helm.mergeValues({ x: shared(60) } as helm.Values, {})).toThrow(refused);
    expect(() => helm.coalesce({}, { x: shared(60) } as helm.Values)).toThrow(refused);
  });

  test('values that share a part or two are read', () => {
    const labels = { team: 'a' };
    expect(() => renderValues({ podLabels: labels, nodeSelector: labels })).not.toThrow();
    expect(helm.mergeValues({ x: shared(10) } as helm.Values, {})).toEqual({ x: shared(10) });
  });

  test('each of many unknown keys is told, and of the first hundred what may be meant', () => {
    const keys = Object.fromEntries(many((i) => [`imagee${i}`, 1]));
    const top = issuesOf({ ...keys, imag: 1 });
    expect(top).toHaveLength(MANY + 1);
    expect(
      top.filter(({ message }) => message === 'unknown key; remove it').length,
    ).toBeGreaterThan(MANY - 100);
    expect(issuesOf({ imag: 1, ...keys })[0]?.message).toContain('did you mean image');
  });

  test('mounts of as many volumes, with and without one', () => {
    const extraVolumes = many((i) => ({ name: `a${i}`, emptyDir: {} }));
    const extraVolumeMounts = many((i) => ({ name: `b${i}`, mountPath: `/m${i}` }));
    const issues = issuesOf({ extraVolumes, extraVolumeMounts });
    expect(issues).toHaveLength(MANY);
    expect(issues[0]?.message).toContain(' and 19984 more)');
  });
});

test.each([
  ['- '.repeat(20_000)],
  ['? '.repeat(20_000)],
  [`a: ${'['.repeat(20_000)}`],
  ['{a: '.repeat(20_000)],
])('a file that is nested too deeply is refused as such: %.10s', (text) => {
  expect(() => helm.parseValuesFile(text, 'f.yaml')).toThrow(
    expect.objectContaining({ name: 'HelmValuesError', code: 'too-large' }),
  );
});

test('props that are nested too deeply are refused as such', () => {
  let map: object = {};
  for (let level = 0; level < 100_000; level++) map = { a: map };
  expect(issuesOf({ podAnnotations: map }).map(({ code }) => code)).toContain('not-json');
  expect(() => helm.mergeValues(map as helm.Values, {})).toThrow(
    expect.objectContaining({ code: 'too-large' }),
  );
});

test('a file of 16 MiB is read, and one of a byte more is not', () => {
  const text = (length: number) => `a: ${'x'.repeat(length - 3)}`;
  const most = 16 * 1024 * 1024;
  expect(Object.keys(helm.parseValuesFile(text(most), 'f').values)).toEqual(['a']);
  expect(() => helm.parseValuesFile(text(most + 1), 'f')).toThrow(/f: .*at most 16 MiB/);
});
