import { expect, test } from 'vitest';
import { getObject, renderValues, ValuesError } from '../../src';

const MOST = 1024 * 1024;

/** A profile whose description is so many characters long. */
const withDescription = (length: number, character = 'x') => ({
  benchmark: { profiles: { a: { description: character.repeat(length) } } },
});

const bytesOf = (length: number) =>
  Object.values(getObject(renderValues(withDescription(length)), 'ConfigMap').data as object)
    .map((text: string) => Buffer.byteLength(text))
    .reduce((sum, bytes) => sum + bytes, 0);

const others = bytesOf(1000) - 1000;

test('a ConfigMap holds one MiB, and no byte more', () => {
  expect(bytesOf(MOST - others)).toBe(MOST);
  expect(() => renderValues(withDescription(MOST - others + 1))).toThrow(ValuesError);
  expect(() => renderValues(withDescription(MOST - others + 1))).toThrow(
    /benchmark\.profiles: expected profiles that leave the ConfigMap at most 1048576 bytes, found 1048577$/,
  );
});

test('a character of two bytes is two', () => {
  const half = Math.floor((MOST - others) / 2);
  expect(() => renderValues(withDescription(half, 'ä'))).not.toThrow();
  expect(() => renderValues(withDescription(half + 1, 'ä'))).toThrow(
    /profiles: .* found 104857[78]$/,
  );
});
