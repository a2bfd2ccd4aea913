import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  getObject,
  type KvminiValuesInput,
  type ReleaseOptions,
  type RenderedObject,
  renderValues,
  ValuesError,
} from '../../src';
import { validInstallation } from '../arbitraries/installation';
import { allValues } from '../support/all-values';
import { cases, seedOr } from '../support/cases';
import { validate } from '../support/validate';

/** Values of one kind put where any other may belong, anywhere in the tree. */
const anyValues = fc.dictionary(
  fc.constantFrom(...Object.keys(allValues), 'unknown'),
  fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, maxDepth: 3 }),
);

/** Valid values with one member replaced by anything. */
const spoilt = fc
  .tuple(fc.constantFrom(...paths(allValues)), fc.anything())
  .map(([path, value]) => replace(allValues, path, value) as object);

function paths(value: object, above: readonly string[] = []): (readonly string[])[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...above, key];
    return typeof inner === 'object' && inner !== null ? [here, ...paths(inner, here)] : [here];
  });
}

function replace(value: unknown, [key, ...rest]: readonly string[], member: unknown): unknown {
  if (key === undefined) return member;
  const inner = (value as Record<string, unknown>)[key];
  if (Array.isArray(value)) return value.with(Number(key), replace(inner, rest, member));
  return { ...(value as object), [key]: replace(inner, rest, member) };
}

/** The chart's own objects; what the user's are like is the user's matter, and they come last. */
function ownObjects(values: object, options?: ReleaseOptions): readonly RenderedObject[] {
  const objects = renderValues(values, options);
  const { extraObjects } = values as KvminiValuesInput;
  return objects.slice(0, objects.length - (extraObjects?.length ?? 0));
}

/** Either every object is valid, or a ValuesError says why there are none. */
function rendersOrRefuses(values: object): void {
  try {
    for (const object of ownObjects(values)) validate(object);
  } catch (error) {
    if (!(error instanceof ValuesError)) throw error;
    expect(error.issues.length).toBeGreaterThan(0);
    for (const { path, message } of error.issues) {
      expect(path).not.toBe('');
      expect(message).not.toMatch(/undefined|\[object|\n/);
    }
  }
}

describe('rendered objects are valid', () => {
  test.each([{}, allValues])('for reviewed values', (values) => {
    for (const object of ownObjects(values)) validate(object);
  });

  test('for any accepted values and names', () => {
    fc.assert(
      fc.property(validInstallation(), ({ values, ...props }) => {
        for (const object of ownObjects(values, props)) validate(object);
      }),
      { numRuns: cases(300), seed: seedOr(2) },
    );
  }, 60_000);

  test('or a ValuesError says why there are none, whatever the values are', () => {
    fc.assert(fc.property(fc.oneof(anyValues, spoilt), rendersOrRefuses), {
      numRuns: cases(1_000),
      seed: seedOr(3),
    });
  }, 60_000);

  test('and the validators do find what is wrong', () => {
    const deployment = structuredClone(getObject(renderValues(), 'Deployment'));
    deployment.spec.template.spec.containers[0].ports[0].containerPort = 'http';
    expect(() => validate(deployment)).toThrow('Deployment kvmini-harness is not valid');
  });
});
