import { describe, expect, test } from 'vitest';
import { parseSet, type SetKind, type Values } from '../../../src/helm';
import { READINGS } from './readings';

describe.each(Object.entries(READINGS))('--%s', (kind, readings) => {
  test.each(readings)('%s', (line, values) => {
    expect(parseSet(line, {}, kind as SetKind).values).toEqual(values);
  });
});

/** Values so far, and what a flag makes of them. */
test.each<[SetKind, string, Values, Values]>([
  ['set', 'm.b=1', { m: { a: null } }, { m: { a: null, b: 1 } }],
  ['set', 'm=1', { m: { a: 1 }, n: 2 }, { m: 1, n: 2 }],
  ['set', 'l[1]=x', { l: ['a', 'b', 'c'] }, { l: ['a', 'x', 'c'] }],
  ['set', 'l[3].a=x', { l: [1] }, { l: [1, null, null, { a: 'x' }] }],
  ['set', 'l[1].b=', { l: [1, { a: 1 }] }, { l: [1, { a: 1, b: '' }] }],
  ['set', 'l[0][1].b=', { l: [[1, { a: 1 }]] }, { l: [[1, { a: 1, b: '' }]] }],
  ['set', 'l[0]=', { l: [1] }, { l: [''] }],
  ['set-json', '{"m":{"b":[2]}}', { m: { a: 1, b: [1, 1] } }, { m: { a: 1, b: [2] } }],
  ['set-json', 'm={"b":2}', { m: { a: 1 } }, { m: { b: 2 } }],
])('--%s %s over %j', (kind, line, into, values) => {
  expect(parseSet(line, into, kind).values).toEqual(values);
});
