import { expect, test } from 'vitest';
import { HeldBytes } from '../../src/request/held-bytes';

/** What is held, and what memory it says that it has. */
function held() {
  const memory = { taken: 0 };
  const bytes = new HeldBytes((more) => {
    memory.taken += more;
  });
  return { bytes, memory };
}

const KI = 1024;

test.each([
  // Segments of 512 bytes, 1 KiB, 2 KiB … hold 512, 1,536, 3,584 … in all.
  ['nothing', 0, 0],
  ['one byte', 1, 512],
  ['a full segment', 512, 512],
  ['one byte more', 513, 1536],
  ['three full segments', 3584, 3584],
  ['one byte more than those', 3585, 7.5 * KI],
  ['4 MiB, in segments of at most 1 MiB', 4096 * KI, 5119.5 * KI],
])('the memory of %s is told', (_, length, taken) => {
  const { bytes, memory } = held();
  const parts = [length >> 1, length - (length >> 1)];
  for (const part of parts) bytes.append(new Uint8Array(part).fill(7));
  expect([bytes.length, memory.taken]).toEqual([length, taken]);
  const all = bytes.take();
  expect([all.length, all.every((byte) => byte === 7), bytes.length]).toEqual([length, true, 0]);
});

test('what is taken out is what went in, and its memory is given back but for a small segment', () => {
  const { bytes, memory } = held();
  for (const text of ['a'.repeat(500), 'b'.repeat(30), 'c']) bytes.append(Buffer.from(text));
  expect(bytes.take().toString()).toBe(`${'a'.repeat(500)}${'b'.repeat(30)}c`);
  expect(memory.taken).toBe(0);
  bytes.append(Buffer.from('short'));
  expect(bytes.take().toString()).toBe('short');
  expect(memory.taken).toBe(512);
  bytes.append(Buffer.from('next'));
  expect(memory.taken).toBe(512);
  bytes.clear();
  expect([memory.taken, bytes.length, bytes.take().length]).toEqual([0, 0, 0]);
});
