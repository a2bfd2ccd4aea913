import { closeSync, openSync, readSync } from 'node:fs';
import { Gunzip } from 'fflate';

/** A part of a plain file. */
const PART_BYTES = 256 * 1024;
/** A part of a compressed one, which can grow to a thousand times as much. */
const PACKED_BYTES = 4 * 1024;

/** The content of a file in parts, read when they are asked for, so that a file of any size takes no more memory than one. */
export function* partsOf(path: string, packed: boolean): Generator<Buffer> {
  const raw = rawParts(path, packed ? PACKED_BYTES : PART_BYTES);
  if (packed) yield* unpacked(raw);
  else yield* raw;
}

/** The file is open only while a part is read: a run has no end at which it would be closed. */
function* rawParts(path: string, size: number): Generator<Buffer> {
  for (let at = 0; ; ) {
    const part = Buffer.alloc(size);
    const file = openSync(path, 'r');
    const length = readAt(file, part, at);
    if (length === 0) return;
    at += length;
    yield part.subarray(0, length);
  }
}

function readAt(file: number, part: Buffer, at: number): number {
  try {
    return readSync(file, part, 0, part.length, at);
  } finally {
    closeSync(file);
  }
}

function* unpacked(raw: Iterable<Buffer>): Generator<Buffer> {
  let ready: Buffer[] = [];
  const gunzip = new Gunzip((bytes) => ready.push(Buffer.from(bytes)));
  for (const part of raw) {
    gunzip.push(part);
    yield* ready;
    ready = [];
  }
}
