import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Addresses, Place } from '../../src/request/addresses';
import { Connection } from '../../src/request/connection';
import { ConnectionPool, hostAndPort, type PoolOptions } from '../../src/request/pool';
import { timersOf } from './timers';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.advanceTimersByTime(1_000);
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets so much time pass, and what waits for the kernel happen. */
async function pass(milliseconds: number): Promise<void> {
  vi.advanceTimersByTime(milliseconds);
  await new Promise(setImmediate);
}

const placeOf = (address: string): Place => ({ address, inFlight: 0, chosen: 0, dead: false });

/** A connection that does nothing, and notes what it carries and how it was ended. */
class Idle {
  isOpen = true;
  idleSince = 0;
  readonly carried: object[] = [];
  readonly ended: Error[] = [];

  constructor(readonly place: Place | undefined) {}

  carry(options: object): void {
    this.carried.push(options);
  }

  async end(error: Error): Promise<void> {
    this.isOpen = false;
    this.ended.push(error);
  }
}

/** A pool whose new connections wait for their name for ever. */
function poolOf(options: Partial<PoolOptions> = {}) {
  const here = placeOf('127.0.0.1');
  const known = { places: [here], chosen: here as Place | undefined, stopped: 0 };
  const addresses = {
    all: () => known.places,
    choose: () => {
      if (!known.chosen) throw new Error('no address');
      return known.chosen;
    },
    ready: () => new Promise(() => {}),
    stop: () => known.stopped++,
  } as unknown as Addresses;
  const all = {
    ...{ origin: 'http://llm:80', tls: { rejectUnauthorized: true }, connectTimeoutMs: 500 },
    ...{ reuse: 'auto' as const, inFlight: 2, ...options },
  };
  const pool = new ConnectionPool(all, addresses);
  onTestFinished(() => pool.destroy(new Error('over')));
  /** Frees a connection, as at the end of an answer. */
  const free = (connection = new Idle(known.chosen)) => {
    pool.freed(connection as unknown as Connection);
    return connection;
  };
  /** Sends a request; says over which connection. */
  const ask = () => {
    let carrier: unknown;
    const errors: Error[] = [];
    pool.dispatch(
      { path: '/', method: 'GET' },
      {
        carriedBy: (connection) => {
          carrier = connection;
        },
        onRequestStart: () => {},
        onResponseError: (_, error) => errors.push(error),
      },
    );
    return { carrier: carrier as Connection | Idle, errors };
  };
  const gone = (how: object, connection = new Idle(known.chosen)) =>
    pool.gone(connection as unknown as Connection, {
      ...{ byServer: true, idle: false, unheard: false, ...how },
    });
  return { pool, known, here, free, ask, gone };
}

test('a connection rests for 25 ms after its answer before it is used again', async () => {
  const { free, ask } = poolOf();
  const connection = free();
  expect(connection.idleSince).toBe(performance.now());
  await pass(24);
  expect(ask().carrier === connection).toBe(false);
  await pass(1);
  expect(ask().carrier === connection).toBe(true);
  expect(connection.carried).toEqual([{ path: '/', method: 'GET', reset: false }]);
  expect(ask().carrier === connection).toBe(false);
});

test('each rests for its own time', async () => {
  const { free, ask } = poolOf();
  const first = free();
  await pass(10);
  const second = free();
  await pass(15);
  expect([ask().carrier === first, ask().carrier === second]).toEqual([true, false]);
  await pass(9);
  expect(ask().carrier === second).toBe(false);
  await pass(1);
  expect(ask().carrier === second).toBe(true);
});

test('what the kernel knows when a rest is over is read before the connection is used', async () => {
  const { free, ask } = poolOf();
  const [closed, open] = [free(), free()];
  vi.advanceTimersByTime(25);
  expect(ask().carrier).not.toBeInstanceOf(Idle);
  closed.isOpen = false;
  await pass(0);
  expect([ask().carrier === open, ask().carrier === closed]).toEqual([true, false]);
  expect(closed.ended).toEqual([]);
});

test('a program may end while connections rest', () => {
  const { free } = poolOf();
  const timers = timersOf(() => {
    free();
    free();
  });
  expect(timers.map((timer) => timer.hasRef())).toEqual([false]);
});

test('after eight that were kept a rest takes 5 ms', async () => {
  const { free, ask } = poolOf({ inFlight: 8 });
  for (let i = 0; i < 7; i++) free();
  await pass(25);
  const eighth = free();
  await pass(24);
  expect(ask().carrier === eighth).toBe(false);
  await pass(1);
  expect(ask().carrier === eighth).toBe(true);
  const ninth = free();
  await pass(4);
  expect(ask().carrier === ninth).toBe(false);
  await pass(1);
  expect(ask().carrier === ninth).toBe(true);
});

test('one that was closed while it rested makes no server known', async () => {
  const { free, ask } = poolOf({ inFlight: 8 });
  for (let i = 0; i < 8; i++) free().isOpen = false;
  await pass(25);
  const next = free();
  await pass(24);
  expect(ask().carrier === next).toBe(false);
});

test('the one that was used last is used first, and one that is closed not at all', () => {
  const { free, ask } = poolOf({ reuse: 'always' });
  const [first, second, third] = [free(), free(), free()];
  third.isOpen = false;
  expect([ask().carrier, ask().carrier]).toEqual([second, first]);
  expect([first, second, third].map((each) => each.carried.length)).toEqual([1, 1, 0]);
  expect(third.ended).toEqual([]);
  expect(ask().carrier).not.toBeInstanceOf(Idle);
});

test('of more than twice as many as are used at once, and 16 besides, the oldest is closed', () => {
  const { free } = poolOf({ reuse: 'always', inFlight: 2 });
  const all = Array.from({ length: 22 }, () => free());
  expect(all.map((each) => each.ended.length)).toEqual([1, 1, ...Array(20).fill(0)]);
});

test('what nobody needs for 2 s is closed, the oldest first and one at a time, but for 16', async () => {
  const { free } = poolOf({ reuse: 'always', inFlight: 20 });
  const old = Array.from({ length: 18 }, () => free());
  await pass(1_000);
  const young = free();
  const closed = () => old.flatMap(({ isOpen }, index) => (isOpen ? [] : [index]));
  await pass(999);
  expect(closed()).toEqual([]);
  await pass(1);
  expect(closed()).toEqual([0]);
  await pass(1);
  expect(closed()).toEqual([0]);
  await pass(1);
  expect(closed()).toEqual([0, 1]);
  await pass(1_000);
  expect(closed()).toEqual([0, 1, 2]);
  await pass(60_000);
  expect(closed()).toEqual([0, 1, 2]);
  expect(young.ended).toEqual([]);
});

test('of each address 16 stay, and a program may end meanwhile', async () => {
  const { known, here, free } = poolOf({ reuse: 'always', inFlight: 20 });
  const there = placeOf('127.0.0.2');
  known.places = [here, there];
  const timers = timersOf(() => {
    for (const place of [here, there, here]) for (let i = 0; i < 9; i++) free(new Idle(place));
  });
  expect(timers.map((timer) => timer.hasRef())).toEqual([false]);
  const theirs = Array.from({ length: 8 }, () => free(new Idle(there)));
  await pass(10_000);
  expect(theirs.filter(({ isOpen }) => !isOpen)).toEqual([]);
});

test('one that was used meanwhile is not closed', async () => {
  const { free, ask } = poolOf({ reuse: 'always', inFlight: 20 });
  const all = Array.from({ length: 17 }, () => free());
  await pass(1_990);
  expect(ask().carrier === all[16]).toBe(true);
  await pass(10);
  expect(all.filter(({ isOpen }) => !isOpen)).toEqual([]);
  free(all[16]);
  await pass(1);
  expect(all.filter(({ isOpen }) => !isOpen)).toEqual([]);
  await pass(1);
  expect(all.map(({ isOpen }) => isOpen).indexOf(false)).toBe(0);
});

test('a pool that was destroyed closes nothing later', async () => {
  const { pool, free } = poolOf({ reuse: 'always', inFlight: 20 });
  const all = Array.from({ length: 18 }, () => free());
  await pool.destroy(new Error('over'));
  await pass(10_000);
  expect(all.map(({ ended }) => ended.length)).toEqual(Array(18).fill(0));
});

test('one that was idle for longer than the server keeps connections is closed', async () => {
  const { free, ask, gone, here } = poolOf();
  const closed = new Idle(here);
  closed.idleSince = performance.now() - 2_000;
  gone({ idle: true }, closed);
  const [old, young] = [free(), new Idle(here)];
  await pass(1);
  free(young);
  await pass(100);
  await pass(1_400);
  expect(ask().carrier === young).toBe(true);
  expect(ask().carrier === old).toBe(false);
  expect([old.ended.length, young.ended.length]).toEqual([1, 0]);
});

test('what a server does not close says nothing of it', () => {
  const { pool, gone } = poolOf();
  for (let i = 0; i < 9; i++) gone({ byServer: false, idle: true, unheard: true });
  expect(pool.note()).toBeUndefined();
  for (let i = 0; i < 9; i++) gone({});
  expect(pool.note()).toBeUndefined();
  for (let i = 0; i < 3; i++) gone({ unheard: true });
  expect(pool.note()).toMatch(/^3 requests met connections/);
});

test('once the server is known to close after answers, each request has a connection of its own', async () => {
  const { pool, here, free, ask, gone } = poolOf();
  const kept = free();
  const resting = free();
  await pass(25);
  const closed = new Idle(here);
  for (let i = 0; i < 4; i++) {
    closed.idleSince = performance.now() - 1;
    gone({ idle: true }, closed);
  }
  expect(pool.note()).toMatch(/^The server closes its connections after answers/);
  expect([kept, resting]).not.toContain(ask().carrier);
  expect(free().ended).toHaveLength(1);
});

test('connections to an address that is gone are closed, and those to none', () => {
  const { known, free } = poolOf({ reuse: 'always' });
  const [other, none] = [free(new Idle(placeOf('127.0.0.2'))), free(new Idle(undefined))];
  const kept = free();
  known.places = [];
  const gone = free();
  expect([other, none, kept, gone].map((each) => each.ended.length)).toEqual([1, 1, 0, 1]);
});

test('each address has its own', () => {
  const { known, here, free, ask } = poolOf({ reuse: 'always' });
  const there = placeOf('127.0.0.2');
  known.places.push(there);
  const [first, second] = [free(), free(new Idle(there))];
  known.chosen = there;
  expect([ask().carrier, ask().carrier === first]).toEqual([second, false]);
  known.chosen = here;
  expect(ask().carrier === first).toBe(true);
});

test('where no more may be opened, one that rests is used', () => {
  const { free, ask } = poolOf({ most: 0 });
  const [closed, first, second] = [free(), free(), free()];
  closed.isOpen = false;
  expect([ask().carrier, ask().carrier]).toEqual([first, second]);
  expect([first, second].map((each) => each.carried.length)).toEqual([1, 1]);
});

test('where there is room, one that rests is not disturbed', () => {
  const { free, ask } = poolOf({ most: 1 });
  const resting = free();
  expect(ask().carrier === resting).toBe(false);
  expect(ask().carrier === resting).toBe(true);
});

test('where no more may be opened, one to another address makes room: first one that rests', async () => {
  const { known, free, ask } = poolOf({ most: 0 });
  const there = placeOf('127.0.0.2');
  known.places.push(there);
  const [ready, alsoReady] = [free(new Idle(there)), free(new Idle(there))];
  await pass(25);
  const resting = free(new Idle(there));
  const closed = () => [ready, alsoReady, resting].map((each) => each.ended.length);
  for (const expected of [
    [0, 0, 1],
    [1, 0, 1],
    [1, 1, 1],
    [1, 1, 1],
  ]) {
    expect(ask().carrier).not.toBeInstanceOf(Idle);
    expect(closed()).toEqual(expected);
  }
});

test.each([
  ['never', true],
  ['always', false],
  ['auto', false],
] as const)('with --connection-reuse %s a request says of closing: %s', (reuse, reset) => {
  const { ask } = poolOf({ reuse });
  const carry = vi.spyOn(Connection.prototype, 'carry').mockImplementation(() => {});
  onTestFinished(() => void carry.mockRestore());
  ask();
  expect(carry.mock.calls[0]?.[0]).toEqual({ path: '/', method: 'GET', reset });
});

test('with --connection-reuse never nothing is kept', () => {
  const { free, ask } = poolOf({ reuse: 'never' });
  const connection = free();
  expect([connection.ended.length, vi.getTimerCount()]).toEqual([1, 0]);
  expect(ask().carrier === connection).toBe(false);
});

test('what is under way when all ends fails with its error, and so does what comes later', async () => {
  const { pool, known, free, ask } = poolOf();
  const { errors } = ask();
  const resting = free();
  const error = new Error('cut off');
  await pool.destroy(error);
  expect([errors, known.stopped, vi.getTimerCount()]).toEqual([[error], 1, 0]);
  const late = ask();
  await vi.waitFor(() => expect(late.errors).toEqual([error]));
  await pass(25);
  expect(free().ended).toHaveLength(0);
  await pass(50);
  expect(resting.carried).toEqual([]);
});

test('where no address is known a request waits for one', () => {
  const { known, ask } = poolOf();
  known.chosen = undefined;
  const { carrier } = ask();
  expect((carrier as Connection).place).toBeUndefined();
  known.chosen = known.places[0];
  expect((ask().carrier as Connection).place).toBe(known.places[0]);
});

test.each([
  ['http://llm', 'llm', 80],
  ['https://llm', 'llm', 443],
  ['http://llm:443', 'llm', 443],
  ['https://10.0.0.1:8443', '10.0.0.1', 8443],
  ['http://[::1]:8000', '::1', 8000],
])('%s is at %s, port %i', (origin, host, port) => {
  expect(hostAndPort(origin)).toEqual([host, port]);
});

test('a connection that is gone makes room for another one', () => {
  const { free, ask, gone } = poolOf({ most: 1 });
  const { carrier } = ask();
  const resting = free();
  gone({}, carrier as Idle);
  expect(ask().carrier === resting).toBe(false);
  expect(ask().carrier === resting).toBe(true);
});

test('a connection that was closed to make room is not counted any more', () => {
  const { known, free, ask, gone } = poolOf({ most: 1 });
  free(ask().carrier as Idle);
  const there = placeOf('127.0.0.2');
  known.places.push(there);
  known.chosen = there;
  gone({}, ask().carrier as Idle);
  const resting = free();
  expect(ask().carrier === resting).toBe(false);
});

test.each([
  ['http://127.0.0.1:8000', '127.0.0.1'],
  ['https://[::1]', '::1'],
])('the address of %s is %s', (origin, address) => {
  const options = { origin, tls: { rejectUnauthorized: true }, connectTimeoutMs: 500, inFlight: 1 };
  const pool = new ConnectionPool({ ...options, reuse: 'auto' });
  onTestFinished(() => pool.destroy(new Error('over')));
  const carry = vi.spyOn(Connection.prototype, 'carry').mockImplementation(() => {});
  onTestFinished(() => void carry.mockRestore());
  pool.dispatch({ path: '/', method: 'GET' }, { carriedBy: () => {}, onResponseError: () => {} });
  expect(carry.mock.contexts).toMatchObject([{ place: { address } }]);
});
