import { expect, test } from 'vitest';
import { formatPath } from '../../src/values/path';
import { forEachAtOnce } from './at-once';
import { outcomeOf, saidOf } from './report';
import { at, type Keys, put } from './sets/paths';
import { allFields, fieldsUsed } from './sets/reach';
import { examples, type ValueSet } from './sets/sets';
import { namesSameField, verdictsOf } from './verdicts';

/** Fields that no example has, and why. */
const WITHOUT_EXAMPLE: Readonly<Record<string, string>> = {
  'ResourceRequirements.claims': 'the pod has no claims that it could name',
  'ResourceClaim.name': 'as above',
  'ResourceClaim.request': 'as above',
};

/** What both say, where it is not as expected. */
async function unlike(
  expected: 'both take' | 'both refuse',
  sets: readonly ValueSet[],
): Promise<string[]> {
  const found: string[] = [];
  await forEachAtOnce(sets, async (set) => {
    const verdicts = await verdictsOf(set);
    const outcome = outcomeOf(verdicts);
    if (outcome !== expected) found.push(`${set.kind}: ${outcome}\n${saidOf(verdicts).join('\n')}`);
    else if (outcome === 'both refuse' && namesSameField(verdicts) === false)
      found.push(`${set.kind}: another field\n${saidOf(verdicts).join('\n')}`);
  });
  return found.sort();
}

/** Another type than a value has. */
function ofAnotherType(value: unknown): unknown {
  if (typeof value === 'string') return { a: 'b' };
  return typeof value === 'object' ? 'a' : { a: 'b' };
}

const known = (field: string) => Object.hasOwn(WITHOUT_EXAMPLE, field);

test('every example is taken by both', async () => {
  expect(await unlike('both take', examples())).toEqual([]);
});

test('the examples have every field of the generated types', () => {
  const used = new Set(
    examples().flatMap(({ values }) => [...fieldsUsed(values)].map(({ field }) => field)),
  );
  expect(allFields().filter((field) => !used.has(field) && !known(field))).toEqual([]);
});

test('every field is refused by both where it has another type', async () => {
  const places = new Map<string, { readonly set: ValueSet; readonly keys: Keys }>();
  for (const set of examples())
    for (const { field, keys } of fieldsUsed(set.values))
      if (!places.has(field)) places.set(field, { set, keys });
  const spoilt = [...places].map(([field, { set, keys }]) => ({
    ...set,
    kind: `${field} at ${formatPath(keys)}`,
    values: put(set.values, keys, ofAnotherType(at(set.values, keys))),
  }));
  expect(spoilt.length).toBeGreaterThan(300);
  expect(await unlike('both refuse', spoilt)).toEqual([]);
});
