import { EventEmitter } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FrameLink, type FrameTaker } from '../../../src/run/workers/frames';
import { newFolder } from '../runs';

/** A connection's own end, and a link that reads the other one. */
async function connection(taker: Partial<FrameTaker>) {
  const path = join(newFolder(), 'socket');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  const arrived = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const near = connect(path);
  const link = new FrameLink(await arrived, { message: () => {}, closed: () => {}, ...taker });
  return { near, link };
}

/** A socket whose other end is the test's own: what is emitted has arrived, and what is written is kept. */
class MadeSocket extends EventEmitter {
  readonly written: Buffer[] = [];
  readonly writable = true;
  destroyed = false;
  setNoDelay(): void {}
  cork(): void {}
  uncork(): void {}
  write(bytes: Buffer): void {
    this.written.push(bytes);
  }
  destroy(): void {
    this.destroyed = true;
  }
}

const asSocket = (made: MadeSocket) => made as unknown as Socket;

/** The bytes of these messages and rows. */
function bytesOf(sent: readonly (object | string)[]): Buffer {
  const socket = new MadeSocket();
  const link = new FrameLink(asSocket(socket), { message: () => {}, closed: () => {} });
  for (const each of sent) {
    if (typeof each === 'string') link.sendRows(Buffer.from(each));
    else link.send(each);
  }
  return Buffer.concat(socket.written);
}

/** What a link makes of bytes that come in these parts. */
function read(parts: readonly Buffer[], trusted = true) {
  const socket = new MadeSocket();
  const got: unknown[] = [];
  const link = new FrameLink(asSocket(socket), {
    message: (message) => got.push(message),
    rows: (bytes) => got.push(bytes.toString()),
    closed: () => {},
  });
  if (trusted) link.trust();
  for (const part of parts) socket.emit('data', part);
  return { got, ended: socket.destroyed };
}

function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places, bytes.length].sort((a, b) => a - b);
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end)).filter((part) => part.length);
}

test('messages and rows come whole and in order, however a connection cuts them', () => {
  const sent = fc.array(
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.record({ text: fc.string({ maxLength: 300 }) })),
  );
  fc.assert(
    fc.property(sent, fc.array(fc.nat(3_000)), (all, places) => {
      const bytes = bytesOf(all);
      const within = places.filter((place) => place < bytes.length);
      expect(read(cutAt(bytes, within))).toEqual({ got: all, ended: false });
    }),
  );
  const few = [{ a: 'ä€' }, '{"index"', '', { b: 1 }];
  const each = [...bytesOf(few)].map((byte) => Buffer.of(byte));
  expect(read(each)).toEqual({ got: few, ended: false });
});

test('a long message costs no more than its length, in however many parts it comes', () => {
  const long = { text: 'x'.repeat(32_000_000) };
  const bytes = bytesOf([long]);
  const parts = Array.from({ length: Math.ceil(bytes.length / 1_000) }, (_, i) =>
    bytes.subarray(i * 1_000, (i + 1) * 1_000),
  );
  const joined = vi.spyOn(Buffer, 'concat');
  onTestFinished(() => joined.mockRestore());
  expect(read(parts).got).toEqual([long]);
  expect(joined.mock.calls.length).toBeLessThan(5);
});

const strange = (length: number) => ({ text: 'x'.repeat(length - '{"text":""}'.length) });

test.each([
  ['of 4 KiB', bytesOf([strange(4096)]), [strange(4096)], false],
  ['that is longer', bytesOf([strange(4097)]), [], true],
  ['whose beginning says that it is longer', Buffer.of(0, 0, 0x10, 1, 0), [], true],
  ['behind a short one, too', bytesOf([{ a: 1 }, strange(4097)]), [{ a: 1 }], true],
])('before it is known who speaks, a message %s', (_, bytes, got, ended) => {
  expect(read([bytes], false)).toEqual({ got, ended });
});

test('a message that is no JSON ends the connection', async () => {
  const closed = vi.fn();
  const { near } = await connection({ closed });
  near.write(Buffer.from('\0\0\0\x03\0abc', 'latin1'));
  await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(1));
});

test('a connection carries both ways', async () => {
  const got: unknown[] = [];
  const { near, link } = await connection({ message: (message) => got.push(message) });
  const back: unknown[] = [];
  const far = new FrameLink(near, { message: (message) => back.push(message), closed: () => {} });
  far.send({ there: 1 });
  link.send({ back: 2 });
  await vi.waitFor(() => expect([got, back]).toEqual([[{ there: 1 }], [{ back: 2 }]]));
});
