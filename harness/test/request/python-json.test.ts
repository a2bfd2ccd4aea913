import { expect, test } from 'vitest';
import { isJsonButForNaN } from '../../src/request/python-json';

test.each([
  'NaN',
  'Infinity',
  '-Infinity',
  '[NaN]',
  '{"a":NaN,"b":[Infinity,-Infinity, NaN ]}',
  '["",NaN]',
  '["NaN",NaN,"-Infinity"]',
  '["\\"",NaN]',
  '["\\\\",NaN]',
  '["\\\\\\"NaN",NaN]',
  '{"NaN":"a b","c":NaN,"d":"e"}',
])('%s would be JSON with other numbers', (text) => {
  expect(isJsonButForNaN(text)).toBe(true);
});

test.each([
  '',
  '{"a":1}',
  '{"a":',
  '["NaN"]',
  '["NaN"',
  '["NaN',
  '["\\"NaN',
  '[NaN',
  '[NaN}',
  '}NaN',
  'NaNNaN',
  'NaN 1',
  '1NaN',
  '[-NaN]',
  '[+Infinity]',
  '[nan]',
  '[Na]',
  '["a"NaN]',
  '["a""NaN",NaN]',
])('%s would not', (text) => {
  expect(isJsonButForNaN(text)).toBe(false);
});
