import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pacer } from '../../src/load/pacer';
import { CLOSED_LOOP, openLoop } from '../../src/workload/arrivals';
import { openDataset } from '../../src/workload/dataset';
import {
  arrivalsIn,
  countIn,
  indexIn,
  isIn,
  placesIn,
  promptsByPlace,
  type Share,
} from '../../src/workload/partition';
import { generatedPrompts, type Prompt, type Prompts } from '../../src/workload/prompts';
import { newFolder } from '../run/runs';

const WORKERS = [1, 2, 3, 8, 16];
const PATTERNS = ['steady', 'poisson', 'bursty'] as const;
/** `npm run test:thorough` tries all that the issue names. */
const SEEDS = process.env.THOROUGH === undefined ? 25 : 1_000;
const WARMUP = 7;
const REQUESTS = 61;

/** What a worker would send: each request's index, when it is due, and its prompt. */
type Sent = readonly [index: number, dueMs: number, prompt: Prompt];

interface Load {
  readonly pattern: (typeof PATTERNS)[number];
  readonly seed: number;
  readonly prompts: Prompts;
}

/** Everything that a share's pacer says to send, with nothing ever under way. */
function sentBy(share: Share, { pattern, seed, prompts }: Load): Sent[] {
  const all = openLoop({ rate: 90, pattern, burstiness: 0.4, seed });
  const pacer = new Pacer(arrivalsIn(share, all), {
    concurrency: 1,
    requests: countIn(share, REQUESTS),
  });
  const prompt = promptsByPlace(prompts);
  const warm = Array.from({ length: countIn(share, WARMUP) }, (_, nth): Sent => {
    const index = indexIn(share, nth);
    return [index - WARMUP, 0, prompt(index)];
  });
  const measured: Sent[] = [];
  for (let elapsed = 0; ; ) {
    const pace = pacer.next(elapsed, 0);
    if (pace.now === 'wait') elapsed = pace.untilMs;
    else if (pace.now === 'send') {
      const index = indexIn(share, pace.index);
      measured.push([index, pace.dueMs, prompt(WARMUP + index)]);
    } else return [...warm, ...measured];
  }
}

const shares = (of: number): Share[] => Array.from({ length: of }, (_, worker) => ({ worker, of }));

const inOrder = (sent: readonly Sent[]) => [...sent].sort(([one], [other]) => one - other);

test.each(PATTERNS)(
  '%s: what all workers send is what one would have sent, to the bit',
  (pattern) => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const load = () => ({ pattern, seed, prompts: generatedPrompts(3, seed) });
      const alone = sentBy({ worker: 0, of: 1 }, load());
      expect(alone).toHaveLength(WARMUP + REQUESTS);
      for (const of of WORKERS) {
        const each = shares(of).map((share) => sentBy(share, load()));
        // Numbers are equal where `Object.is` says so.
        expect(inOrder(each.flat())).toEqual(alone);
        for (const sent of each) expect(inOrder(sent)).toEqual(sent);
      }
    }
  },
);

test.each([
  ['kept in memory', 10],
  ['read again as it is sent', 22_000],
])('prompts of a data set that is %s are those of one worker', async (_, length) => {
  const path = join(newFolder(), 'data.jsonl');
  const line = (i: number) => `{"prompt":"${i} ${'x'.repeat(length)}"}\n`;
  writeFileSync(path, Array.from({ length: 800 }, (_, i) => line(i)).join(''));
  const places = Array.from({ length: 1_700 }, (_, place) => place);
  const sent = async (share: Share) => {
    const prompt = promptsByPlace(await openDataset(path, true));
    return places.filter((place) => isIn(share, place)).map((place) => [place, prompt(place)]);
  };
  const all = (await Promise.all(shares(3).map(sent))).flat();
  all.sort(([one], [other]) => Number(one) - Number(other));
  expect(all).toEqual(await sent({ worker: 0, of: 1 }));
});

test('requests and places are dealt out whole, and no two workers differ by more than one', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 40 }), (total, of) => {
      for (const deal of [countIn, placesIn]) {
        const parts = shares(of).map((share) => deal(share, total));
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
        expect([...parts].sort((one, other) => other - one)).toEqual(parts);
      }
    }),
  );
});

test.each([
  [4, 10, [3, 3, 2, 2]],
  [3, 1, [1, 0, 0]],
  [2, 0, [0, 0]],
])('%i workers deal out %i requests as %j', (of, total, parts) => {
  expect(shares(of).map((share) => countIn(share, total))).toEqual(parts);
});

test('each index is in one share, and is one of its requests', () => {
  for (const share of shares(5)) {
    const indexes = Array.from({ length: countIn(share, 23) }, (_, nth) => indexIn(share, nth));
    expect(indexes).toEqual([...Array(23).keys()].filter((index) => isIn(share, index)));
  }
});

test('in a closed loop the next request of a share is always due now', () => {
  const arrivals = arrivalsIn({ worker: 1, of: 3 }, CLOSED_LOOP);
  arrivals.take();
  expect([3, 5.5].map((now) => arrivals.due(now))).toEqual([3, 5.5]);
});
