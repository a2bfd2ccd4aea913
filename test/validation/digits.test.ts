import { describe, expect, test } from 'vitest';
import { helm, type KvminiValuesInput, renderValues, ValuesError } from '../../src';
import { valuesOfSubchart } from '../../src/release/parent-values';
import { getObject } from '../../src/testing';

const NO_FILES = () => '';
const set = (...lines: string[]) => helm.userValues({ set: lines }, NO_FILES).values;
const file = (text: string) => helm.parseValuesFile(text, 'values.yaml').values;

/** The tag of the image in the Deployment. */
function tagOf(values: object): string {
  const deployment = getObject(renderValues(values as KvminiValuesInput), 'Deployment');
  return deployment.spec.template.spec.containers[0].image.split(':')[1];
}

function refusal(values: object): string {
  try {
    renderValues(values as KvminiValuesInput);
  } catch (error) {
    if (error instanceof ValuesError) return error.issues.map(({ message }) => message).join('\n');
    throw error;
  }
  return 'accepted';
}

describe('an integer of --set as the tag', () => {
  test.each([
    ['20240101', '20240101'],
    ['1234567', '1234567'],
    ['20240101123456', '20240101123456'],
    ['0', '0'],
    ['-0', '0'],
    ['+7', '7'],
    ['9007199254740991', '9007199254740991'],
    // What --set reads as text itself.
    ['0123456', '0123456'],
    ['1e7', '1e7'],
    ['1.10', '1.10'],
    ['1_000', '1_000'],
  ])('%s is the text %s', (given, tag) => {
    expect(tagOf(set(`image.tag=${given}`))).toBe(tag);
  });

  test('is text after everything that values go through', () => {
    const values = set('image.tag=20240101');
    expect(tagOf(helm.mergeValues({ image: { registry: 'r' } }, values))).toBe('20240101');
    expect(tagOf(helm.mergeValues(values, { image: { registry: 'r' } }))).toBe('20240101');
    expect(tagOf(helm.coalesce({ image: { tag: 'a' } }, values).values)).toBe('20240101');
    expect(tagOf(helm.parseSet('image.registry=r', values).values)).toBe('20240101');
    const both = helm.userValues(
      { files: ['a'], set: ['image.tag=20240101'] },
      () => 'image: {tag: 20240101}',
    );
    expect(tagOf(both.values)).toBe('20240101');
  });

  test('is text in a subchart', () => {
    const parent = set('kvmini.enabled=true,kvmini.image.tag=20240101');
    expect(tagOf(valuesOfSubchart(parent) ?? {})).toBe('20240101');
  });

  test('is refused where the text would be', () => {
    expect(refusal(set('image.tag=-1'))).toContain('found the string "-1"');
  });

  test('leaves the values as they are', () => {
    const values = set('image.tag=20240101');
    renderValues(values as KvminiValuesInput);
    expect(values).toEqual({ image: { tag: 20240101 } });
  });

  test('is text beside a mistake', () => {
    const message = refusal(set('image.tag=20240101,replicaCount=-1'));
    expect(message).toContain('found the number -1');
    expect(message).not.toContain('image tag');
  });
});

describe('a number from elsewhere as the tag', () => {
  test.each([
    ['20240101', '20240101', '20240101'],
    ['0123456', '42798', '0123456'],
    ['1e7', '10000000', '1e7'],
    ['1.10', '1.1', '1.10'],
    ['&t 0x10', '16', '0x10'],
  ])('%s in a file is refused with its digits', (written, found, digits) => {
    expect(refusal(file(`image:\n  tag: ${written}\n`))).toBe(
      `expected an image tag as a string, such as "1.10", or "" for none, found the number ${found}; put it in quotes, "${digits}" (with --set, use --set-string)`,
    );
  });

  test.each([
    ['nameOverride: 0123456', '0123456'],
    ['podLabels: {a: 010}', '010'],
    ['tolerations: [{key: a, value: 1e3}]', '1e3'],
  ])('%s is refused with its digits, wherever it stands', (text, digits) => {
    expect(refusal(file(text))).toContain(`put it in quotes, "${digits}"`);
  });

  test.each<[string, object]>([
    ['of --set-json', helm.userValues({ setJson: ['image.tag=20240101'] }, NO_FILES).values],
    ['of a program', { image: { tag: 20240101 } }],
    ['merged in', file('a: &a {tag: 20240101}\nimage:\n  <<: *a\n').image as object].map(
      (part, index) => (index === 0 ? part : { image: part }),
    ) as [string, object],
    ['over that of --set', helm.mergeValues(set('image.tag=1'), { image: { tag: 20240101 } })],
    [
      'of --set-json after --set',
      helm.parseSet('image.tag=20240101', set('image.tag=20240101'), 'set-json').values,
    ],
  ])('%s is refused', (_, values) => {
    expect(refusal(values)).toContain('found the number 20240101; put it in quotes, "20240101"');
  });

  test('a fraction whose text is not known is not shown', () => {
    expect(refusal({ image: { tag: 1.1 } })).toContain(
      '; put it in quotes (with --set, use --set-string): YAML reads 1.10 as 1.1',
    );
  });
});

describe('an integer of --set where Kubernetes takes text', () => {
  test.each([
    ['nodeSelector.zone=1'],
    ['podLabels.build=20240101'],
    ['podAnnotations.build=20240101'],
    ['extraEnv[0].name=A,extraEnv[0].value=1'],
    ['persistence.storageClass=1'],
    ['tolerations[0].key=a,tolerations[0].value=1'],
  ])('%s is refused with the flag to use', (line) => {
    expect(refusal(set(line))).toMatch(/; --set reads a number here, so use --set-string$/);
  });

  test('digits that may be secret are not shown', () => {
    const message = refusal(file('extraEnv: [{name: A, value: 20240101}]'));
    expect(message).toBe(
      'expected a string, found a number; put it in quotes (with --set, use --set-string)',
    );
  });
});
