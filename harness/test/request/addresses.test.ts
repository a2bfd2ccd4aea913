import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PLAIN_ACCESS } from '../../src/request/access';
import { Addresses } from '../../src/request/addresses';
import { AnswerBudget } from '../../src/request/budget';
import { Exchange } from '../../src/request/exchange';
import { FirstMessages } from '../../src/request/message';
import { ConnectionPool } from '../../src/request/pool';
import type { RequestRow } from '../../src/request/row';
import { AnswerTexts } from '../../src/request/texts';
import { Fingerprints } from '../../src/request/told';
import { WHOLE } from './served';

/** Servers on one port of several loopback addresses; the port of those that are there. */
async function startAt(addresses: readonly string[], port = 0): Promise<number> {
  let taken = port;
  for (const address of addresses) {
    const server = createServer((request, response) => {
      request.resume();
      response.end(WHOLE);
    });
    server.listen(taken, address);
    await once(server, 'listening');
    taken = (server.address() as AddressInfo).port;
    onTestFinished(() => void server.close().closeAllConnections());
  }
  return taken;
}

/** A pool over a name with these addresses, which may change. */
function poolOver(port: number, found: () => readonly string[]) {
  const lookUp = vi.fn(async () => found());
  const addresses = new Addresses('llm.example', port, lookUp);
  const pool = new ConnectionPool(
    {
      ...{ origin: `http://llm.example:${port}`, tls: PLAIN_ACCESS.tls, inFlight: 4 },
      ...{ connectTimeoutMs: 5_000, reuse: 'auto' },
    },
    addresses,
  );
  onTestFinished(() => pool.destroy(new Error('over')));
  const send = () =>
    new Promise<RequestRow>((ended) => {
      const about = { index: 0, phase: 'measured', scheduledMs: 0, stream: true } as const;
      const shared = {
        budget: new AnswerBudget(),
        texts: new AnswerTexts(),
        messages: new FirstMessages([]),
        fingerprints: new Fingerprints(),
      };
      const events = { heard: () => {}, ended };
      const exchange = new Exchange(
        { ...about, timeoutMs: 5_000, prompt: () => '' },
        () => performance.now(),
        events,
        shared,
      );
      pool.dispatch({ method: 'POST', path: '/', body: '{}' }, exchange);
    });
  return { send, lookUp, addresses };
}

const countBy = (rows: readonly RequestRow[]) => {
  const counts: Record<string, number> = {};
  for (const { address = '-' } of rows) counts[address] = (counts[address] ?? 0) + 1;
  return counts;
};

async function sendAll(send: () => Promise<RequestRow>, count: number): Promise<RequestRow[]> {
  const rows: RequestRow[] = [];
  for (let i = 0; i < count; i++) rows.push(await send());
  return rows;
}

test('requests are spread evenly over all addresses of a name', async () => {
  const port = await startAt(['127.0.0.1', '127.0.0.2', '127.0.0.3']);
  const all = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
  const { send, lookUp } = poolOver(port, () => all);
  const rows = await sendAll(send, 30);
  expect(rows.every((row) => row.outcome === 'success')).toBe(true);
  expect(Object.values(countBy(rows)).sort()).toEqual([10, 10, 10]);
  expect(lookUp).toHaveBeenCalledTimes(1);
});

test('a dead address takes no requests while others live', async () => {
  const port = await startAt(['127.0.0.2']);
  const { send, addresses } = poolOver(port, () => ['127.0.0.1', '127.0.0.2']);
  const rows = await sendAll(send, 20);
  expect(rows.map((row) => row.reason)).toEqual(Array(20).fill(undefined));
  expect(countBy(rows)).toEqual({ '127.0.0.2': 20 });
  expect(addresses.all().map((each) => each.dead)).toEqual([true, false]);
  await startAt(['127.0.0.1'], port);
  await vi.waitFor(() => expect(addresses.all()[0]?.dead).toBe(false), 5_000);
  expect(countBy(await sendAll(send, 4))).toEqual({ '127.0.0.1': 2, '127.0.0.2': 2 });
});

test('where all are dead, requests are errors, and the name is asked again', async () => {
  const port = await startAt(['127.0.0.4']);
  let found = ['127.0.0.1', '127.0.0.2'];
  const { send, lookUp, addresses } = poolOver(port, () => found);
  vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
  onTestFinished(() => void vi.restoreAllMocks());
  await addresses.ready();
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  expect(await send()).toMatchObject({ outcome: 'error', reason: 'connect' });
  found = ['127.0.0.4'];
  await vi.waitFor(() => expect(lookUp.mock.calls.length).toBeGreaterThan(1));
});

test('a name is looked up again every 30 s: new addresses are used, those that are gone are not', async () => {
  const clock = vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const port = await startAt(['127.0.0.1', '127.0.0.2']);
  let found = ['127.0.0.1'];
  const { send, lookUp } = poolOver(port, () => found);
  expect(countBy(await sendAll(send, 3))).toEqual({ '127.0.0.1': 3 });
  found = ['127.0.0.2'];
  await clock.advanceTimersByTimeAsync(29_999);
  expect(lookUp).toHaveBeenCalledTimes(1);
  await clock.advanceTimersByTimeAsync(1);
  expect(lookUp).toHaveBeenCalledTimes(2);
  expect(countBy(await sendAll(send, 3))).toEqual({ '127.0.0.2': 3 });
});

test('a look-up that fails leaves what there was; one that never succeeded is the reason', async () => {
  const clock = vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const port = await startAt(['127.0.0.1']);
  let fails = true;
  const { send } = poolOver(port, () => {
    if (fails) throw Object.assign(new Error('not now'), { code: 'EAI_AGAIN' });
    return ['127.0.0.1'];
  });
  expect(await send()).toMatchObject({ outcome: 'error', reason: 'connect' });
  fails = false;
  expect((await send()).outcome).toBe('success');
  fails = true;
  await clock.advanceTimersByTimeAsync(30_000);
  expect((await send()).outcome).toBe('success');
});

test.each(['127.0.0.1', '::1'])('a literal address %s costs no look-up', async (host) => {
  const lookUp = vi.fn(async () => []);
  const addresses = new Addresses(host, 80, lookUp);
  await addresses.ready();
  expect(addresses.choose()?.address).toBe(host);
  expect(lookUp).not.toHaveBeenCalled();
});
