import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { expect, test } from 'vitest';
import { Addresses } from '../../src/request/addresses';
import { type Caller, Dialer } from '../../src/request/dial';
import { systemError } from './connection';

/** How an attempt to connect ends: with a socket, or with an error of that code. */
type Attempts = Readonly<Record<string, string>>;

/** Dials addresses of a name; notes each attempt with its limit of time, and what the caller is told. */
function dialing(
  ends: Attempts,
  { timeoutMs = 10_000, place = undefined as string | undefined } = {},
) {
  const notes: string[] = [];
  const asked: buildConnector.Options[] = [];
  const built: buildConnector.BuildOptions[] = [];
  const addresses = new Addresses('llm', 80, async () => Object.keys(ends));
  const socket = { read: () => null, write: () => true } as unknown as Socket;
  const build = (options: buildConnector.BuildOptions = {}): buildConnector.connector => {
    built.push(options);
    return (where, callback) => {
      asked.push(where);
      notes.push(`${where.hostname} for ${options.timeout}`);
      const end = ends[where.hostname];
      if (end === 'open') callback(null, socket as never);
      else callback(systemError(end ?? ''), null);
    };
  };
  const dialer = new Dialer(
    addresses,
    { rejectUnauthorized: false, servername: 'told' },
    timeoutMs,
    build as typeof buildConnector,
  );
  const dial = async (options: Partial<buildConnector.Options> = {}) => {
    if (place !== undefined) await addresses.ready();
    const caller: Caller = {
      place: addresses.all().find(({ address }) => address === place),
      goesTo: ({ address }) => notes.push(`to ${address}`),
      connected: (found) => notes.push(found === socket ? 'connected' : 'another socket'),
    };
    return new Promise<unknown>((resolve) => {
      const all = { hostname: 'llm', host: 'llm:80', protocol: 'http:', port: '80', ...options };
      dialer.for(caller)(all, (error, found) =>
        resolve(error ? (error as NodeJS.ErrnoException).code : found === socket),
      );
    }).finally(() => addresses.stop());
  };
  return { dial, notes, asked, built, addresses };
}

const dead = (addresses: Addresses) =>
  addresses.all().flatMap((place) => (place.dead ? [place.address] : []));

test('where somebody is at the first address, that is it', async () => {
  const { dial, notes, addresses } = dialing({ a: 'open', b: 'open' });
  expect(await dial()).toBe(true);
  expect(notes).toEqual(['to a', 'a for 3000', 'connected']);
  expect(dead(addresses)).toEqual([]);
});

test.each([
  ...['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ETIMEDOUT', 'ECONNRESET'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'EADDRNOTAVAIL', 'EAFNOSUPPORT'],
])(
  'where nobody is (%s), the next address is tried, the last one for the whole time',
  async (code) => {
    const { dial, notes, addresses } = dialing({ a: code, b: code, c: 'open' });
    expect(await dial()).toBe(true);
    expect(notes).toEqual([
      ...['to a', 'a for 3000', 'to b', 'b for 3000', 'to c', 'c for 10000', 'connected'],
    ]);
    expect(dead(addresses)).toEqual(['a', 'b']);
    const all = dialing({ a: code, b: 'ECONNREFUSED' });
    expect(await all.dial()).toBe('ECONNREFUSED');
    expect(dead(all.addresses)).toEqual(['a', 'b']);
  },
);

test('what else goes wrong is told at once', async () => {
  const { dial, notes, addresses } = dialing({ a: 'CERT_HAS_EXPIRED', b: 'open' });
  expect(await dial()).toBe('CERT_HAS_EXPIRED');
  expect([notes, dead(addresses)]).toEqual([['to a', 'a for 3000'], []]);
});

test('the address that was chosen is tried first; one that answers lives again', async () => {
  const { dial, notes, addresses } = dialing({ a: 'open', b: 'open' }, { place: 'b' });
  await addresses.ready();
  for (const place of addresses.all()) place.dead = true;
  expect(await dial()).toBe(true);
  expect([notes, dead(addresses)]).toEqual([['to b', 'b for 3000', 'connected'], ['a']]);
});

test('no attempt takes longer than it may', async () => {
  const { dial, notes } = dialing({ a: 'ECONNREFUSED', b: 'open' }, { timeoutMs: 200 });
  await dial();
  expect(notes).toEqual(['to a', 'a for 200', 'to b', 'b for 200', 'connected']);
});

test('a name without an address is not found', async () => {
  const { dial, notes } = dialing({});
  expect([await dial(), notes]).toEqual(['ENOTFOUND', []]);
});

test.each<[Partial<buildConnector.Options>, servername: string | undefined]>([
  [{ host: 'llm.example:8443' }, 'llm.example'],
  [{ host: 'llm.example' }, 'llm.example'],
  [{ host: '10.0.0.1:80' }, undefined],
  [{ host: '[::1]:80' }, undefined],
  [{ host: '[::1]' }, undefined],
  [{ host: undefined as never }, undefined],
  [{ host: 'llm.example', servername: 'other.example' }, 'other.example'],
])(
  'the name of %j goes into the check of the certificate, the address to the kernel',
  async (options, servername) => {
    const { dial, asked, built } = dialing({ a: 'open' });
    await dial({ ...options, protocol: 'https:' });
    expect(asked).toEqual([
      {
        port: '80',
        ...options,
        protocol: 'https:',
        hostname: 'a',
        ...(servername && { servername }),
      },
    ]);
    expect(built).toEqual(
      [10_000, 3_000].map((timeout) => ({
        ...{ rejectUnauthorized: false, servername: 'told', timeout },
      })),
    );
  },
);
