import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import type { Place } from '../../src/request/addresses';
import { type Closed, Connection } from '../../src/request/connection';
import type { Caller, Dialer } from '../../src/request/dial';
import { systemError } from './connection';

const placeOf = (address: string): Place => ({ address, inFlight: 0, chosen: 0, dead: false });

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx';

/** A server whose side of each connection a test plays. */
async function startServer() {
  const sockets: Socket[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', () => waiting.shift()?.());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  /** Resolves when the next request has come. */
  const asked = () => new Promise<void>((resolve) => waiting.push(resolve));
  return { port: (server.address() as AddressInfo).port, sockets, asked };
}

/** A connection to a server, and what its keeper is told. */
async function connectionTo() {
  const { port, sockets, asked } = await startServer();
  const there = placeOf('127.0.0.1');
  const told: (string | Closed)[] = [];
  const mine: Socket[] = [];
  const dialer = {
    for:
      (caller: Caller): buildConnector.connector =>
      async (_options, callback) => {
        // A name is looked up first: what is under way is so before that.
        await new Promise(setImmediate);
        caller.goesTo(there);
        const socket = connect(port, '127.0.0.1', () => {
          mine.push(socket);
          caller.connected(socket);
          callback(null, socket);
        });
      },
  } as unknown as Dialer;
  const heard: (() => void)[] = [];
  const next = () => new Promise<void>((resolve) => heard.push(resolve));
  const tell = (what: string | Closed) => {
    told.push(what);
    heard.shift()?.();
  };
  const connection = new Connection(`http://127.0.0.1:${port}`, dialer, {
    freed: () => tell('freed'),
    gone: (_, how) => tell(how),
  });
  onTestFinished(() => connection.end(new Error('over')));
  const errors: Error[] = [];
  const carry = () => {
    connection.carry(
      { path: '/', method: 'GET' },
      { onRequestStart: () => {}, onResponseError: (_, error) => errors.push(error) },
    );
  };
  /** One request and its answer. */
  const exchange = async () => {
    const [came, free] = [asked(), next()];
    carry();
    await came;
    sockets.at(-1)?.write(ANSWER);
    await free;
  };
  return { connection, there, sockets, mine, told, errors, asked, carry, exchange, next };
}

test('a request counts as under way where it goes, from its sending to the end of its answer', async () => {
  const { connection, there, sockets, told, asked, carry, next } = await connectionTo();
  const meant = placeOf('127.0.0.2');
  connection.place = meant;
  expect([connection.busy, connection.isOpen, connection.heard]).toEqual([false, false, false]);
  const [came, free] = [asked(), next()];
  carry();
  expect([connection.busy, connection.reused, meant.inFlight]).toEqual([true, false, 1]);
  await came;
  expect([meant.inFlight, there.inFlight, connection.place]).toEqual([0, 1, there]);
  expect([connection.heard, connection.isOpen, connection.reused]).toEqual([false, true, false]);
  sockets[0]?.write(ANSWER);
  await free;
  expect([connection.busy, there.inFlight, connection.heard]).toEqual([false, 0, true]);
  expect(told).toEqual(['freed']);
});

test('a connection without a place, and one that carries nothing, count nowhere', async () => {
  const { connection, there } = await connectionTo();
  connection.goesTo(there);
  expect([there.inFlight, connection.place]).toEqual([0, there]);
  const { connection: other, there: found, asked, carry } = await connectionTo();
  const came = asked();
  carry();
  await came;
  expect(found.inFlight).toBe(1);
  await other.end(new Error('enough'));
  expect(found.inFlight).toBe(0);
  await other.end(new Error('enough'));
  expect(found.inFlight).toBe(0);
});

test('from the second request on it is used again, and has heard nothing of the answer at first', async () => {
  const { connection, there, sockets, told, asked, carry, exchange } = await connectionTo();
  await exchange();
  const came = asked();
  carry();
  expect([connection.reused, connection.heard, there.inFlight]).toEqual([true, false, 1]);
  await came;
  expect([connection.reused, connection.heard]).toEqual([true, false]);
  expect([sockets.length, told]).toEqual([1, ['freed']]);
});

test.each<[what: string, close: (socket: Socket) => void]>([
  ['ends', (socket) => socket.end()],
  ['resets', (socket) => socket.resetAndDestroy()],
])('a server that %s an idle connection is told, and it is open no more', async (_, close) => {
  const { connection, sockets, told, exchange, next } = await connectionTo();
  await exchange();
  expect(connection.isOpen).toBe(true);
  const gone = next();
  close(sockets[0] as Socket);
  await gone;
  expect(told).toEqual(['freed', { byServer: true, idle: true, unheard: false }]);
  expect([connection.isOpen, connection.isGone]).toEqual([false, true]);
});

test('a server that closes a kept connection instead of an answer was not heard', async () => {
  const { there, sockets, told, errors, asked, carry, exchange, next } = await connectionTo();
  await exchange();
  const [came, gone] = [asked(), next()];
  carry();
  await came;
  sockets[0]?.resetAndDestroy();
  await gone;
  expect(told).toEqual(['freed', { byServer: true, idle: false, unheard: true }]);
  expect([errors.length, there.inFlight]).toEqual([1, 0]);
});

test.each<[what: string, first: boolean, begin: string]>([
  ['a first request', false, ''],
  ['an answer that has begun', true, 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nx'],
])('a server that closes %s was heard, or is new', async (_, isKept, begin) => {
  const { connection, sockets, told, asked, carry, exchange, next } = await connectionTo();
  if (isKept) await exchange();
  const [came, gone] = [asked(), next()];
  carry();
  await came;
  sockets[0]?.write(begin);
  while (!connection.heard && begin !== '') await new Promise(setImmediate);
  sockets[0]?.resetAndDestroy();
  await gone;
  expect(told.at(-1)).toEqual({ byServer: true, idle: false, unheard: false });
});

test.each([
  ['ECONNRESET', true],
  ['EPIPE', true],
  ['ETIMEDOUT', true],
  ['EPROTO', false],
])('a kept connection that breaks with %s was closed by the server: %s', async (code, byServer) => {
  const { mine, told, exchange, next } = await connectionTo();
  await exchange();
  const gone = next();
  mine[0]?.destroy(systemError(code));
  await gone;
  expect(told).toEqual(['freed', { byServer, idle: true, unheard: false }]);
});

test('one that the server ended is not open, though it is not closed yet', async () => {
  const { connection, sockets, mine, exchange, next } = await connectionTo();
  await exchange();
  const seen: unknown[] = [];
  mine[0]?.prependListener('close', () => seen.push('closed'));
  mine[0]?.once('end', () => seen.push(connection.isOpen));
  const gone = next();
  sockets[0]?.end();
  await gone;
  expect(seen[0]).toBe(false);
});

test('an answer has begun with its first byte', async () => {
  const { connection, sockets, mine, asked, carry } = await connectionTo();
  const came = asked();
  carry();
  await came;
  expect(connection.heard).toBe(false);
  sockets[0]?.write('H');
  while (mine[0]?.bytesRead !== 1) await new Promise(setImmediate);
  expect(connection.heard).toBe(true);
});

test('what we end ourselves is nobody told, and its request fails with our error', async () => {
  const { connection, told, errors, asked, carry } = await connectionTo();
  const came = asked();
  carry();
  await came;
  const error = new Error('cut off');
  await connection.end(error);
  await new Promise(setImmediate);
  expect([connection.isGone, connection.isOpen, connection.busy]).toEqual([true, false, false]);
  expect([told, errors]).toEqual([[], [error]]);
});

test('where nobody is to connect to, it was not the server that closed', async () => {
  const told: Closed[] = [];
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const dialer = {
    for: (): buildConnector.connector => (_options, callback) => callback(refused, null),
  } as unknown as Dialer;
  const connection = new Connection('http://127.0.0.1:9', dialer, {
    freed: () => {},
    gone: (_, how) => told.push(how),
  });
  const errors: Error[] = [];
  connection.carry(
    { path: '/', method: 'GET' },
    { onRequestStart: () => {}, onResponseError: (_, error) => errors.push(error) },
  );
  while (errors.length === 0) await new Promise(setImmediate);
  expect([errors, told]).toEqual([[refused], [{ byServer: false, idle: false, unheard: false }]]);
  expect(connection.isGone).toBe(true);
});
