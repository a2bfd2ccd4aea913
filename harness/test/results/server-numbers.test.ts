/** What a server says of its requests, beside what the client knows of them. */
import { expect, test } from 'vitest';
import type { RequestRow } from '../../src/request/row';
import type { ServerFigures } from '../../src/results/server';
import { reconciled } from '../../src/results/server-parts';
import { ServerTimesCollector } from '../../src/results/server-times';
import { MADE_RESULTS } from '../figures/made-run';

const ROW: RequestRow = {
  ...{ index: 0, phase: 'measured', outcome: 'success', usage: true, chunkGapsMs: [] },
  ...{
    scheduledMs: 90,
    sentMs: 100,
    firstTokenMs: 130,
    endMs: 200,
    server: { queueMs: 5, prefillMs: 7 },
  },
};

test('of the time to the first token, outside is what is neither queue nor prefill', () => {
  const collector = new ServerTimesCollector();
  expect(collector.figures()).toBeUndefined();
  collector.add(ROW);
  collector.add({ ...ROW, server: { queueMs: 20, prefillMs: 15 } });
  collector.add({ ...ROW, firstTokenMs: undefined, outcome: 'error' } as unknown as RequestRow);
  const { server: _, ...without } = ROW;
  for (const passed of [without, { ...ROW, phase: 'warmup' }, { ...ROW, outcome: 'unfinished' }])
    collector.add(passed as RequestRow);
  // The server's clock is another: what it says may be more than there was.
  expect(collector.figures()).toMatchObject({
    queue: { count: 3, mean: 10, max: 20 },
    prefill: { count: 3, max: 15 },
    outside: { count: 2, mean: 9, max: 18 },
  });
});

type Server = NonNullable<ServerFigures['counts']>;

/** Ten requests, of which so many were cut off beside, on both sides. */
function notes(server: Partial<Server>, client: object = {}) {
  const counts = { ...MADE_RESULTS.counts, attempts: 10, successes: 10, unfinished: 0, ...client };
  const said: Server = {
    ...{ requests: 10, promptTokens: 30, outputTokens: 60, preemptions: 0 },
    ...{ prefixCacheQueries: null, prefixCacheHits: null, ...server },
  };
  return reconciled({ counts, promptTokens: 30, outputTokens: 60 }, { counts: said }, []);
}

test.each<[string, string[], Partial<Server>, object]>([
  ['the same', [], {}, {}],
  ['what is not known', [], { requests: null, promptTokens: null }, {}],
  ['as many as were sent with those that were cut off', [], { requests: 12 }, { unfinished: 2 }],
  [
    'one more than was sent',
    [
      'The server ended 13 requests, 1 more than this run sent (7.7 %): others used it, and its times and counts have theirs in them',
    ],
    { requests: 13, outputTokens: 90 },
    { unfinished: 2 },
  ],
  [
    'other tokens',
    [
      'The server counted 31 prompt tokens, its answers say 30',
      'The server counted 59 output tokens, its answers say 60',
    ],
    { promptTokens: 31, outputTokens: 59 },
    {},
  ],
  ['other tokens where one failed', [], { outputTokens: 59 }, { successes: 9 }],
  ['other tokens where one was cut off', [], { outputTokens: 59 }, { unfinished: 1 }],
])('a server that counted %s: %j', (_, expected, server, client) => {
  expect(notes(server, client)).toEqual(expected);
});
