import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { clientOf, listen, PLAIN, WHOLE } from './served';

/** A server that answers each request on a connection with these bytes, one part after the other. */
const raw = (parts: readonly string[]) =>
  createServer((socket: Socket) => {
    socket.on('error', () => {});
    socket.on('data', async (data) => {
      if (!String(data).endsWith('}')) return;
      for (const part of parts) {
        socket.write(part);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    });
  });

/** By then a connection has rested, and is used again. */
const RESTED_MS = 60;

const ANSWER = `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(WHOLE)}\r\n\r\n${WHOLE}`;
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
const HINTS = 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n';

test.each<[string, string[]]>([
  ['in one packet with the answer', [CONTINUE + ANSWER]],
  ['before it', [CONTINUE, ANSWER]],
  ['byte by byte', [...CONTINUE, ANSWER]],
  ['twice', [CONTINUE, CONTINUE + ANSWER]],
  ['with early hints', [CONTINUE + HINTS, CONTINUE, ANSWER]],
  ['never', [ANSWER.slice(0, 5), ANSWER.slice(5)]],
])(
  'a 100 Continue that nobody asked for, %s, is passed over, and the connection kept',
  async (_, parts) => {
    const server = raw(parts);
    let connections = 0;
    server.on('connection', () => connections++);
    const { send } = clientOf({ origin: await listen(server), ...PLAIN });
    for (const index of [0, 1]) {
      expect(await send({ index })).toMatchObject({ outcome: 'success', status: 200 });
      await sleep(RESTED_MS);
    }
    expect(connections).toBe(1);
  },
);
