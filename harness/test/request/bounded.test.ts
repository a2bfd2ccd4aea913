import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readBounded } from '../../src/request/bounded';

test('a body of the limit is read whole, one byte more is not, and ends its stream', async () => {
  const parts = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1), Buffer.from('ab')];
  expect(await readBounded(Readable.from(parts), 4)).toBe('éab');
  expect(await readBounded(Readable.from([]), 0)).toBe('');
  expect(await readBounded(Readable.from([Buffer.alloc(3), Buffer.alloc(3)]), 5)).toBeUndefined();
  let given = 0;
  async function* endless() {
    for (;;) {
      given++;
      yield Buffer.alloc(1_000);
    }
  }
  const body = Readable.from(endless());
  expect(await readBounded(body, 10_000)).toBeUndefined();
  expect(body.destroyed).toBe(true);
  expect(given).toBeLessThan(100);
});
