import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { Addresses, type Place } from '../../src/request/addresses';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  vi.advanceTimersByTime(5_000);
});
afterEach(() => {
  vi.useRealTimers();
});

/** Addresses of a name, which a test may change, and the hosts that were looked up. */
function named(...at: string[]) {
  const found = { at, fails: undefined as Error | undefined };
  const asked: string[] = [];
  const addresses = new Addresses('llm', 80, async (host) => {
    asked.push(host);
    if (found.fails) throw found.fails;
    return found.at;
  });
  onTestFinished(() => addresses.stop());
  return { addresses, found, asked };
}

const names = (places: readonly (Place | undefined)[]) => places.map((place) => place?.address);

/** Chooses so many times, without anything under way. */
const choices = (addresses: Addresses, times: number) =>
  names(Array.from({ length: times }, () => addresses.choose()));

test('each address comes once, as it was found', async () => {
  const { addresses, asked } = named('a', 'b', 'a');
  expect([addresses.all(), addresses.choose()]).toEqual([[], undefined]);
  await addresses.ready();
  expect(addresses.all()).toEqual([
    { address: 'a', inFlight: 0, chosen: 0, dead: false },
    { address: 'b', inFlight: 0, chosen: 0, dead: false },
  ]);
  expect(asked).toEqual(['llm']);
});

test('addresses take turns, wherever as few requests are under way', async () => {
  const { addresses } = named('a', 'b', 'c');
  await addresses.ready();
  expect(choices(addresses, 5)).toEqual(['a', 'b', 'c', 'a', 'b']);
  const [a, b, c] = addresses.all() as [Place, Place, Place];
  expect([a.chosen, b.chosen, c.chosen]).toEqual([4, 5, 3]);
  Object.assign(c, { inFlight: 2 });
  Object.assign(a, { inFlight: 1 });
  expect(choices(addresses, 2)).toEqual(['b', 'b']);
  b.inFlight = 1;
  expect(choices(addresses, 1)).toEqual(['a']);
  expect(choices(addresses, 1)).toEqual(['b']);
  a.inFlight = b.inFlight = 3;
  expect(choices(addresses, 1)).toEqual(['c']);
});

test('one that is dead, or was tried, is left out while there are others', async () => {
  const { addresses } = named('a', 'b');
  await addresses.ready();
  const [a, b] = addresses.all() as [Place, Place];
  addresses.found(a, true);
  expect(choices(addresses, 2)).toEqual(['b', 'b']);
  expect(addresses.choose(new Set([b]))).toBe(a);
  expect(addresses.choose(new Set([a, b]))).toBeUndefined();
  addresses.found(a, false);
  expect(a.dead).toBe(false);
  addresses.found(a, true);
  addresses.found(b, true);
  expect([a.dead, b.dead]).toEqual([true, true]);
  expect(choices(addresses, 2).toSorted()).toEqual(['a', 'b']);
});

test('where the last living one dies the name is asked again, at most once a second', async () => {
  const { addresses, asked } = named('a', 'b');
  await addresses.ready();
  const [a, b] = addresses.all() as [Place, Place];
  const dies = async (place: Place) => {
    addresses.found(place, true);
    await new Promise(setImmediate);
    return asked.length;
  };
  vi.advanceTimersByTime(1_001);
  expect(await dies(a)).toBe(1);
  addresses.found(b, false);
  expect(asked).toHaveLength(1);
  expect(await dies(b)).toBe(2);
  expect(addresses.all()).toEqual([a, b]);
  vi.advanceTimersByTime(1_000);
  expect(await dies(b)).toBe(2);
  vi.advanceTimersByTime(1);
  addresses.found(b, false);
  addresses.found(a, true);
  expect(asked).toHaveLength(2);
  expect(await dies(b)).toBe(3);
});

test('a look-up under way is not begun twice', async () => {
  const { addresses, asked } = named('a');
  await Promise.all([addresses.ready(), addresses.ready(), addresses.ready()]);
  expect(asked).toHaveLength(1);
  await addresses.ready();
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(3);
});

test('an address that stays keeps what is known of it; after the end nothing is looked up', async () => {
  const { addresses, found, asked } = named('a', 'b');
  await addresses.ready();
  const [, b] = addresses.all();
  addresses.choose();
  addresses.choose();
  found.at = ['b', 'c'];
  await vi.advanceTimersByTimeAsync(30_000);
  expect(addresses.all()).toEqual([b, { address: 'c', inFlight: 0, chosen: 0, dead: false }]);
  expect(addresses.all()[0]).toBe(b);
  addresses.stop();
  expect(vi.getTimerCount()).toBe(0);
  await vi.advanceTimersByTimeAsync(90_000);
  expect(asked).toHaveLength(2);
});

test('what a look-up says is thrown only while there is no address', async () => {
  const { addresses, found, asked } = named('a');
  found.fails = new Error('not now');
  await addresses.ready();
  expect(() => addresses.choose()).toThrow('not now');
  expect(vi.getTimerCount()).toBe(0);
  found.fails = undefined;
  await addresses.ready();
  expect(addresses.choose()?.address).toBe('a');
  found.fails = new Error('not again');
  await vi.advanceTimersByTimeAsync(30_000);
  expect([asked.length, addresses.choose()?.address]).toEqual([3, 'a']);
  found.fails = undefined;
  found.at = [];
  await vi.advanceTimersByTimeAsync(30_000);
  expect(addresses.choose()).toBeUndefined();
});

test('a name without an address is asked again by the next one who needs it', async () => {
  const { addresses, asked } = named();
  await addresses.ready();
  await addresses.ready();
  expect([asked.length, addresses.choose(), vi.getTimerCount()]).toEqual([2, undefined, 0]);
});

test('a name is looked up where every program looks', async () => {
  const addresses = new Addresses('localhost', 80);
  onTestFinished(() => addresses.stop());
  await addresses.ready();
  expect(['127.0.0.1', '::1']).toContain(addresses.choose()?.address);
});

test.each(['10.0.0.1', '::1'])(
  'the literal %s never dies, and is looked up nowhere',
  async (host) => {
    const asked: string[] = [];
    const addresses = new Addresses(host, 80, async (name) => {
      asked.push(name);
      return [];
    });
    await addresses.ready();
    const [place] = addresses.all() as [Place];
    addresses.found(place, true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([place, asked, vi.getTimerCount()]).toEqual([
      { address: host, inFlight: 0, chosen: 0, dead: false },
      [],
      0,
    ]);
  },
);

test('every two seconds the dead are asked whether they live again, and only they', async () => {
  const connections: string[] = [];
  const server = createServer((socket) => {
    connections.push(socket.localAddress ?? '');
    socket.resume();
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const addresses = new Addresses('llm', port, async () => ['127.0.0.1', '127.0.0.2']);
  onTestFinished(() => addresses.stop());
  await addresses.ready();
  const [first] = addresses.all() as [Place];
  addresses.found(first, true);
  vi.advanceTimersByTime(1_999);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([connections, first.dead]).toEqual([[], true]);
  const asked = once(server, 'connection');
  vi.advanceTimersByTime(1);
  const [socket] = await asked;
  // A connection for nothing but this question does not stay.
  const before = process.hrtime.bigint();
  await once(socket, 'end');
  expect(Number(process.hrtime.bigint() - before) / 1e6).toBeLessThan(1_000);
  expect([connections, first.dead]).toEqual([['127.0.0.1'], false]);
  vi.advanceTimersByTime(2_000);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(connections).toHaveLength(1);
});
