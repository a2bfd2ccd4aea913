import type { Answer } from './answer';

/** The bytes of an answer's body. */
export const bytesOf = ({ body }: Answer): Buffer =>
  Buffer.from(body.map((piece) => piece.text).join(''));

/** The number of bytes after which each token of an answer is complete. */
export function tokenEnds({ body }: Answer): number[] {
  let length = 0;
  return body.flatMap(({ text, token }) => {
    length += Buffer.byteLength(text);
    return token ? [length] : [];
  });
}

/** Bytes in packets, and how they are split. */
export interface Split {
  readonly how: string;
  readonly packets: readonly Buffer[];
}

/** Every way to split bytes into two packets, all in one packet, and each byte in its own. */
export function* splits(bytes: Buffer): Generator<Split> {
  yield { how: 'not split', packets: bytes.length > 0 ? [bytes] : [] };
  for (let at = 1; at < bytes.length; at++) {
    yield { how: `split at byte ${at}`, packets: [bytes.subarray(0, at), bytes.subarray(at)] };
  }
  const each = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
  yield { how: 'a byte a packet', packets: each };
}

/** The index of the packet with which so many bytes have come. */
export function packetOf(packets: readonly Buffer[], length: number): number {
  let came = 0;
  return packets.findIndex((packet) => {
    came += packet.length;
    return came >= length;
  });
}
