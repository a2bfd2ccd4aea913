import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Addresses } from '../../src/request/addresses';
import type { Connection } from '../../src/request/connection';
import { ConnectionPool } from '../../src/request/pool';

/** A server at every address of this machine, which knows how many connections it had at once. */
async function startServer() {
  const seen = { open: 0, most: 0, at: new Set<string>() };
  const server = createServer((_, response) => response.end('x'));
  server.on('connection', (socket) => {
    seen.most = Math.max(seen.most, ++seen.open);
    seen.at.add(socket.localAddress ?? '');
    socket.on('close', () => seen.open--);
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

async function poolOf(port: number, reuse: 'auto' | 'always', most: number) {
  const addresses = new Addresses('two', port, async () => ['127.0.0.1', '127.0.0.2']);
  await addresses.ready();
  const limits = { connectTimeoutMs: 5_000, inFlight: 8, most };
  const pool = new ConnectionPool(
    { origin: `http://two:${port}`, tls: { rejectUnauthorized: true }, reuse, ...limits },
    addresses,
  );
  onTestFinished(() => pool.destroy(new Error('over')));
  return pool;
}

/** One request, from its start to the end of its answer. */
const ask = (pool: ConnectionPool) =>
  new Promise<Connection | undefined>((done, fail) => {
    let carrier: Connection | undefined;
    pool.dispatch(
      { path: '/', method: 'GET' },
      {
        carriedBy: (connection) => {
          carrier = connection;
        },
        onRequestStart: () => {},
        onResponseEnd: () => done(carrier),
        onResponseError: (_, error) => fail(error),
      },
    );
  });

test.each(['always', 'auto'] as const)(
  'where no more connections may be open, one to another address makes room (%s)',
  async (reuse) => {
    const { port, seen } = await startServer();
    const pool = await poolOf(port, reuse, 1);
    for (let i = 0; i < 4; i++) {
      await ask(pool);
      // The server hears of the end of the old one before it takes the new one.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(seen.at).toEqual(new Set(['127.0.0.1', '127.0.0.2']));
    expect(seen.open).toBe(1);
    expect(seen.most).toBeLessThanOrEqual(2);
  },
);

test('where there is room, each address has a connection of its own, which is used again', async () => {
  const { port, seen } = await startServer();
  const pool = await poolOf(port, 'always', 2);
  const [first, second, third] = [await ask(pool), await ask(pool), await ask(pool)];
  expect(third).toBe(first);
  expect(second).not.toBe(first);
  expect(seen.open).toBe(2);
});
