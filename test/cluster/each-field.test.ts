/** Each field of each type with what is at the edge of its type: the library and the API server say the same of it. */
import { expect, test } from 'vitest';
import { fieldsOf, isTypeName, wordsOf } from '../../src/values/kubernetes/table';
import { formatPath } from '../../src/values/path';
import { forEachAtOnce } from './at-once';
import { isUnlike, outcomeOf, saidOf } from './report';
import { type Keys, put } from './sets/paths';
import { fieldsUsed } from './sets/reach';
import { examples, type ValueSet } from './sets/sets';
import { verdictsOf } from './verdicts';

/** Where an example has a field. */
interface Place {
  readonly field: string;
  readonly set: ValueSet;
  readonly keys: Keys;
}

/** The first place of each field. */
function places(): readonly Place[] {
  const found = new Map<string, Place>();
  for (const set of examples()) {
    for (const { field, keys } of fieldsUsed(set.values)) {
      if (!found.has(field)) found.set(field, { field, set, keys });
    }
  }
  return [...found.values()];
}

function codeOf(field: string): string {
  const [type = '', name] = field.split('.');
  const fields = isTypeName(type) ? fieldsOf(type) : [];
  return fields.find((one) => one.name === name)?.code ?? '';
}

/** What no word of an enumeration is, and every word but those behind a feature gate, which is off there. */
function words(code: string): readonly string[] {
  const all = wordsOf(code).filter(({ gate }) => gate === undefined);
  const named = all.map(({ word }) => word);
  return ['', 'nonsense', ...named, ...named.map((word) => word.toUpperCase())];
}

/** What may be tried in place of a value: nothing, null, and what is at the edge of its type. */
function edges(code: string): readonly unknown[] {
  if (code.endsWith('[]')) return [undefined, null, []];
  if (code.endsWith('{}') || isTypeName(code)) return [undefined, null, {}];
  if (code.startsWith('=')) return [undefined, null, ...words(code)];
  const more: Readonly<Record<string, readonly unknown[]>> = {
    s: ['', ' ', 'a', '/a', '../a', 'x'.repeat(300)],
    b: [true, false],
    i: [-1, 0, 1, 511, 512, 65_535, 65_536, 2 ** 31 - 1],
    l: [-1, 0, 1, 599, 600, 2 ** 32, 2 ** 31 - 1],
    q: ['', 0, '1', '0.5', '-1', '1Ki'],
    p: [0, 65_535, 65_536, '', 'http', '80', 'a--b'],
  };
  return [undefined, null, ...(more[code] ?? [])];
}

const sets = places().flatMap(({ field, set, keys }) =>
  [...new Set(edges(codeOf(field)))].map((edge) => ({
    ...set,
    kind: `${field} at ${formatPath(keys)}: ${JSON.stringify(edge) ?? 'left out'}`,
    values: put(set.values, keys, edge),
  })),
);

test('nothing, null and the edges of its type are to both the same', async () => {
  const unlike: string[] = [];
  await forEachAtOnce(sets, async (set) => {
    const verdicts = await verdictsOf(set);
    if (isUnlike(verdicts))
      unlike.push([`${set.kind}: ${outcomeOf(verdicts)}`, ...saidOf(verdicts)].join('\n'));
  });
  expect(sets.length).toBeGreaterThan(1000);
  expect(unlike.sort()).toEqual([]);
}, 600_000);
