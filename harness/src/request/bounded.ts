import { HeldBytes } from './held-bytes';

/**
 * Reads a body as UTF-8 text, of so many bytes at most; for a limit of time, end the body by a signal.
 *
 * @returns the text; `undefined` where the body is larger: what was read of it is dropped, and the stream destroyed
 */
export async function readBounded(
  body: AsyncIterable<Uint8Array>,
  mostBytes: number,
): Promise<string | undefined> {
  const held = new HeldBytes();
  for await (const part of body) {
    // Leaving the loop destroys a Node stream, and with it the connection.
    if (held.length + part.length > mostBytes) return undefined;
    held.append(part);
  }
  return held.take().toString('utf8');
}
