import { expect, test } from 'vitest';
import { getObject, renderValues, ValuesError } from '../../src';

const MOST = 1024 * 1024;

const withDescription = (length: number) => ({
  benchmark: { profiles: { a: { description: 'x'.repeat(length) } } },
});

const bytesOf = (length: number) =>
  Object.values(getObject(renderValues(withDescription(length)), 'ConfigMap').data as object)
    .map((text: string) => Buffer.byteLength(text))
    .reduce((sum, bytes) => sum + bytes, 0);

test('a ConfigMap holds one MiB, and no byte more', () => {
  const others = bytesOf(1000) - 1000;
  expect(bytesOf(MOST - others)).toBe(MOST);
  expect(() => renderValues(withDescription(MOST - others + 1))).toThrow(ValuesError);
  expect(() => renderValues(withDescription(MOST - others + 1))).toThrow(
    /benchmark\.profiles: expected profiles that leave the ConfigMap at most 1048576 bytes, found 1048577$/,
  );
});
