import { expect, test } from 'vitest';
import { BOUNDS } from '../../src/request/bounds';
import { hasTooManyValues } from '../../src/request/json-size';
import { Connection } from './connection';

/** A document of exactly so many values, each a map or a comma before one. */
const valuesOf = (count: number) => `[${'{},'.repeat((count - 2) / 2)}{}]`;

test('as many values as may be are read, and one more is too many', () => {
  const most = valuesOf(BOUNDS.jsonValues);
  expect(hasTooManyValues(most)).toBe(false);
  expect(hasTooManyValues(`${most},`)).toBe(true);
  expect(hasTooManyValues('x'.repeat(BOUNDS.whole))).toBe(false);
});

const MANY = `{"choices":[${'{},'.repeat(BOUNDS.jsonValues / 2)}{}]}`;

test.each([
  ['an answer that is not streamed', false, MANY],
  ['an event', true, `data: ${MANY}\n\n`],
  ['an event that says that it is an error', true, `event: error\ndata: ${MANY}\n\n`],
  ['JSON in place of a stream', true, MANY],
])('%s with too many values is too large', (_what, stream, body) => {
  const connection = new Connection({ stream }).starts(1).answers(200);
  connection.gets(body, 2);
  if (!connection.aborted) connection.ends(3);
  expect(connection.row).toMatchObject({ outcome: 'error', reason: 'too_large' });
});
