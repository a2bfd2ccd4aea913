import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { type LoadOutcome, type LoadPorts, LoadSender } from '../../src/load/sender';
import { PLAIN_ACCESS } from '../../src/request/access';
import type { RequestRow } from '../../src/request/row';
import type { BenchSettings } from '../../src/settings/settings';
import { startServer, WHOLE } from '../request/served';
import { settingsFor } from '../run/runs';

/** Prompts that say which one they are. */
function numbered() {
  let place = 0;
  const next = () => `p${place++}`;
  return Object.assign(next, {
    skip: (count: number) => {
      place += count;
    },
  });
}

/** A sender against a server of its own; what the server was asked, and what the sender told, in their order. */
async function senderFor(
  changes: Partial<BenchSettings> = {},
  ports: Partial<LoadPorts> = {},
  answer?: Parameters<typeof startServer>[0],
) {
  const { origin, asked } = await startServer(answer);
  const [sent, rows, outcomes]: [string[], RequestRow[], LoadOutcome[]] = [[], [], []];
  const abort = new AbortController();
  const sender = new LoadSender(settingsFor(origin, { concurrency: 1, ...changes }), {
    ...{ runId: 'r', target: { origin, basePath: '/v1', search: '', model: 'm' } },
    ...{ access: PLAIN_ACCESS, prompts: numbered(), counter: undefined, tokens: () => {} },
    ...{ sent: ({ index, phase }) => sent.push(`${phase} ${index}`), row: (row) => rows.push(row) },
    ...{ now: () => performance.now(), ended: (outcome) => outcomes.push(outcome) },
    ...{ signal: abort.signal, ...ports },
  });
  const prompts = () => asked.map(({ body }) => JSON.parse(body).messages[0].content);
  /** How many connections the requests came by. */
  const connections = () => new Set(asked.map(({ request }) => request.socket)).size;
  return { sender, abort, sent, rows, outcomes, prompts, connections };
}

test('the prompts of the warm-up come first, and a share has those of its own requests', async () => {
  const share = { worker: 1, of: 2 };
  const { sender, sent, prompts } = await senderFor(
    { warmup: 3, requests: 5, concurrency: 2 },
    { share },
  );
  await sender.warmUp();
  await sender.measure();
  await sender.end();
  expect(sent).toEqual(['warmup 1', 'measured 1', 'measured 3']);
  // The measured requests of all workers begin behind the three of the warm-up.
  expect(prompts()).toEqual(['p1', 'p4', 'p6']);
});

test('a share without a warm-up request sends none', async () => {
  const share = { worker: 1, of: 2 };
  const { sender, sent } = await senderFor({ warmup: 1, requests: 2, concurrency: 2 }, { share });
  await sender.warmUp();
  await sender.measure();
  await sender.end();
  expect(sent).toEqual(['measured 1']);
});

test('the warm-up opens the connections that the measured load uses, and none besides', async () => {
  // All answers of a round come at once, so that all connections rest when the next one is due.
  const load = { warmup: 60, concurrency: 20, requests: 20 };
  const { sender, connections } = await senderFor(load, {}, (response) =>
    setTimeout(() => response.end(WHOLE), 50),
  );
  await sender.warmUp();
  await sender.measure();
  await sender.end();
  // Not 40; a few more where this machine stands still for longer than the warm-up pauses.
  expect(connections()).toBeGreaterThanOrEqual(20);
  expect(connections()).toBeLessThan(30);
});

test.each([
  [50, [0, 20, 40, 60]],
  [1, [0, 100, 200, 300]],
])(
  'at %s requests a second the warm-up has a schedule too, of ten a second at least',
  async (rate, due) => {
    const load = { rate, pattern: 'steady' as const, warmup: 4, requests: 1, concurrency: 10 };
    const { sender, rows } = await senderFor(load);
    await sender.warmUp(performance.now());
    await sender.end();
    const [{ scheduledMs: begun } = { scheduledMs: 0 }] = rows;
    expect(rows.map(({ phase }) => phase)).toEqual(Array(4).fill('warmup'));
    expect(rows.map(({ scheduledMs }) => Math.round(scheduledMs - begun))).toEqual(due);
  },
);

test('tells how the load came out, and listens to nobody afterwards', async () => {
  const { sender, abort, rows, outcomes } = await senderFor({ requests: 3 });
  await sender.measure();
  expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
  await sender.end();
  expect(rows.map(({ outcome }) => outcome)).toEqual(['success', 'success', 'success']);
  expect(outcomes).toEqual([{ unsent: 0, heldBack: 0, notes: [], waited: expect.any(Object) }]);
});

test('requests that the end of the time left unsent are told', async () => {
  // One a 10 ms for 50 ms, and none gets an answer: 0 is sent, and 10, 20, 30 and 40 find no place.
  const timed = { requests: undefined as never, durationMs: 50, rate: 100 };
  const { sender, sent, outcomes } = await senderFor(timed, {}, (response) => {
    setTimeout(() => response.destroy(), 100);
  });
  await sender.measure();
  await sender.end();
  expect(sent).toEqual(['measured 0']);
  expect(outcomes).toMatchObject([{ unsent: 4 }]);
});

test.each(['warmUp', 'measure'] as const)(
  '%s ends with the reason for which it is cut off',
  async (phase) => {
    const { sender, abort, sent, rows } = await senderFor({ warmup: 5, requests: 5 }, {}, () => {
      abort.abort(new Error('told to stop'));
    });
    await expect(sender[phase]()).rejects.toThrow('told to stop');
    await sender.end();
    expect(sent).toHaveLength(1);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['unfinished']);
    await expect(sender.measure()).rejects.toThrow('told to stop');
    expect(sent).toHaveLength(1);
  },
);

test('a prompt that can not be read ends the load with its error', async () => {
  const prompts = Object.assign(
    () => {
      throw new Error('the data set has changed');
    },
    { skip: () => {} },
  );
  const { sender, sent } = await senderFor({ requests: 5 }, { prompts });
  await expect(sender.measure()).rejects.toThrow('the data set has changed');
  expect(sent).toEqual([]);
});

test('a closed loop rests after an answer that nobody gave, and an open one keeps its schedule', async () => {
  const busy: Parameters<typeof startServer>[0] = (response) => response.writeHead(503).end();
  const between = async (changes: Partial<BenchSettings>) => {
    const { sender, rows } = await senderFor({ requests: 2, ...changes }, {}, busy);
    await sender.measure();
    await sender.end();
    return (rows[1]?.sentMs ?? 0) - (rows[0]?.endMs ?? 0);
  };
  expect(await between({})).toBeGreaterThanOrEqual(249);
  expect(await between({ rate: 1_000 })).toBeLessThan(249);
});
