import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { expect, test } from 'vitest';
import { passOverContinue } from '../../src/request/continue';

/** A socket that reads what a test puts into it, as a connector that is watched gives it. */
function watched() {
  const packets: Buffer[] = [];
  const written: unknown[][] = [];
  const socket = {
    read: (size?: number) => (size === 0 ? null : (packets.shift() ?? null)),
    write: (...args: unknown[]) => written.push(args) > 0,
  } as unknown as Socket;
  const given: unknown[] = [];
  const connector = ((_options: unknown, callback: buildConnector.Callback) =>
    callback(null, socket)) as buildConnector.connector;
  passOverContinue(connector)({} as buildConnector.Options, (...result) => given.push(...result));
  return { socket, packets, written, given };
}

/** All that is read of these packets, where the request was written before; one text a reading. */
function read(...texts: string[]): string[] {
  const { socket, packets } = watched();
  socket.write('POST');
  const all: string[] = [];
  for (const text of texts) {
    packets.push(Buffer.from(text, 'latin1'));
    for (let bytes = socket.read(); bytes !== null; bytes = socket.read()) {
      all.push(bytes.toString('latin1'));
    }
  }
  return all;
}

const ANSWER = 'HTTP/1.1 200 OK\r\nx: é\r\n\r\nbody HTTP/1.1 100 Continue\r\n\r\n';
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
const HINTS = 'HTTP/1.0 103 Early Hints\r\nlink: </x>\r\n\r\n';

test.each<[name: string, packets: string[], read: string[]]>([
  ['the answer alone', [ANSWER], [ANSWER]],
  [
    'an answer in parts',
    ['HTTP/1.1 200', ' OK\r\n\r\n', 'a'],
    ['HTTP/1.1 200', ' OK\r\n\r\n', 'a'],
  ],
  ['a Continue before it', [CONTINUE, ANSWER], [ANSWER]],
  ['in one packet', [CONTINUE + ANSWER], [ANSWER]],
  ['several', [CONTINUE + HINTS, HINTS, CONTINUE + ANSWER], [ANSWER]],
  ['byte by byte', [...CONTINUE, ...HINTS, 'HTTP/1.1 2', 'x'], ['HTTP/1.1 2', 'x']],
  ['without a reason', ['HTTP/1.1 100 \r\n\r\n', 'HTTP/1.1 199\r\n\r\n', ANSWER], [ANSWER]],
  ['without a return', ['HTTP/1.1 100\n', '\r\n\r\n', ANSWER], [ANSWER]],
  ['what is behind the answer is read as it is', [ANSWER, CONTINUE], [ANSWER, CONTINUE]],
  ['101 ends HTTP', ['HTTP/1.1 101 Up\r\n\r\n'], ['HTTP/1.1 101 Up\r\n\r\n']],
  ['1000 is no status', ['HTTP/1.1 1000 Up\r\n\r\n'], ['HTTP/1.1 1000 Up\r\n\r\n']],
  ['HTTP/1.2 is not known', ['HTTP/1.2 100 OK\r\n\r\n'], ['HTTP/1.2 100 OK\r\n\r\n']],
  ['something else', ['SSH-2.0-x', 'y'], ['SSH-2.0-x', 'y']],
  ['something else later', ['HTTP/1', '.1x'], ['HTTP/1.1x']],
  ['half a Continue', [CONTINUE.slice(0, -1)], []],
  ['a status with one digit missing', ['HTTP/1.1 10'], []],
  ['a status that has begun', ['HTTP/1.1 100'], []],
  ['what is still one of both', ['HTTP/1.1 '], []],
  ['a Continue as long as may be', [`HTTP/1.1 100 ${'x'.repeat(16_384 - 13)}`], []],
  [
    'one byte more',
    [`HTTP/1.1 100 ${'x'.repeat(16_384 - 12)}`],
    [`HTTP/1.1 100 ${'x'.repeat(16_384 - 12)}`],
  ],
])('%s', (_, packets, expected) => {
  expect(read(...packets)).toEqual(expected);
});

test('each request has a head of its own, and the socket is given on', () => {
  const { socket, packets, written, given } = watched();
  expect(given).toEqual([null, socket]);
  for (const request of ['first', 'second']) {
    expect(socket.write(request, 'utf8')).toBe(true);
    expect(socket.write('more')).toBe(true);
    packets.push(Buffer.from(CONTINUE), Buffer.from(ANSWER, 'latin1'));
    expect(socket.read(100)?.toString('latin1')).toBe(ANSWER);
    expect(socket.read(0)).toBeNull();
  }
  expect(written).toEqual([['first', 'utf8'], ['more'], ['second', 'utf8'], ['more']]);
});

test('what comes before a request is written is read as it is', () => {
  const { socket, packets } = watched();
  packets.push(Buffer.from(CONTINUE));
  expect(socket.read().toString()).toBe(CONTINUE);
});

test('a connection that fails is told as it is', () => {
  const refused = new Error('refused');
  const connector = ((_options: unknown, callback: buildConnector.Callback) =>
    callback(refused, null)) as buildConnector.connector;
  const given: unknown[] = [];
  passOverContinue(connector)({} as buildConnector.Options, (...result) => given.push(...result));
  expect(given).toEqual([refused, null]);
});
