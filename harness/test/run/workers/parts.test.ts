import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { countOf, rangesText, ShareAccount } from '../../../src/run/workers/account';
import { boundOver, driftBetween, readClock } from '../../../src/run/workers/clock';
import { digestOf, digestProblem } from '../../../src/run/workers/digest';
import { RowIntake } from '../../../src/run/workers/intake';
import { Lease } from '../../../src/run/workers/lease';
import { helloProblem } from '../../../src/run/workers/listener';
import { mostSent } from '../../../src/run/workers/most-sent';
import { Inbox, Outbox } from '../../../src/run/workers/outbox';
import { isToken, newToken } from '../../../src/run/workers/token';
import { VERSION } from '../../../src/version';
import { MADE_ROWS } from '../../figures/made-rows';
import { newFolder, settingsFor } from '../runs';

afterEach(() => void vi.useRealTimers());

test('the offset of a clock is wrong by half of the shortest round trip at most', () => {
  const way = fc.double({ min: 0, max: 50, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: -1e8, max: 1e8, noNaN: true }),
      fc.array(fc.tuple(way, way), { minLength: 1, maxLength: 40 }),
      (offset, ways) => {
        const exchanges = ways.map(([there, back], i) => {
          const askedMs = i * 200;
          const theirsMs = askedMs + there + offset;
          return { askedMs, answeredMs: askedMs + there + back, theirsMs };
        });
        const { offsetMs = Number.NaN, boundMs = Number.NaN } = readClock(exchanges) ?? {};
        const shortest = Math.min(...ways.map(([there, back]) => there + back));
        expect(boundMs).toBeCloseTo(shortest / 2, 6);
        expect(Math.abs(offsetMs - offset)).toBeLessThanOrEqual(boundMs + 1e-6);
      },
    ),
  );
  expect(readClock([])).toBe(undefined);
});

test.each([
  // Within what both readings leave open, nothing is said.
  [{ offsetMs: 10, boundMs: 1 }, { offsetMs: 12.5, boundMs: 2 }, 0, 1],
  [{ offsetMs: 10, boundMs: 1 }, { offsetMs: 13.5, boundMs: 2 }, 0.5, 1.5],
  [{ offsetMs: 10, boundMs: 0.25 }, { offsetMs: 7, boundMs: 0.25 }, -2.5, 2.75],
])(
  'from %j to %j a clock has drifted by %d, and times may be off by %d',
  (first, last, drift, bound) => {
    expect(driftBetween(first, last)).toBeCloseTo(drift, 9);
    expect(boundOver(first, last)).toBeCloseTo(bound, 9);
  },
);

test('what was sent and has no row is lost, by its index, and nothing else', () => {
  const share = { worker: 1, of: 4 };
  const account = new ShareAccount(share);
  const indexes = [1, 5, 13, 33];
  expect(indexes.map((index) => account.note('measured', index))).toEqual(Array(4).fill(true));
  // Once more, another worker's, none at all.
  expect([5, 6, -3, 1.5].map((index) => account.note('measured', index))).toEqual(
    Array(4).fill(false),
  );
  // The first ten of the share: 1, 5, 9, … 37.
  const lost = account.lost('measured', 10);
  expect(lost).toEqual([
    { from: 9, to: 9 },
    { from: 17, to: 29 },
    { from: 37, to: 37 },
  ]);
  expect(countOf(lost, share)).toBe(1 + 4 + 1);
  expect(rangesText(lost, share)).toBe('9, 17 to 29 (every 4th), 37');
  expect(account.lost('warmup', 2)).toEqual([{ from: 1, to: 5 }]);
});

test('a range that has many parts is cut', () => {
  const account = new ShareAccount({ worker: 0, of: 2 });
  for (let index = 0; index < 40; index += 4) account.note('measured', index);
  const text = rangesText(account.lost('measured', 20), { worker: 0, of: 2 });
  expect(text).toBe('2, 6, 10, 14, 18, and 5 more ranges');
});

const ROW = { ...MADE_ROWS[1], index: 3, phase: 'measured', worker: 1 };

test('rows are taken whole, however their text is cut, and their text stays as it is', () => {
  const rows = [1, 3, 5, 7].map((index) => ({ ...ROW, index, message: 'nön-ASCII €' }));
  const text = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 200 })), (lengths) => {
      const taken: Buffer[] = [];
      const indexes: number[] = [];
      const intake = new RowIntake(1, new ShareAccount({ worker: 1, of: 2 }), (part, found) => {
        taken.push(Buffer.from(part));
        indexes.push(...found.map(({ row }) => row.index));
        expect(found.at(-1)?.end).toBe(part.length);
      });
      let at = 0;
      for (const length of [...lengths, text.length]) {
        intake.take(text.subarray(at, at + length));
        at = Math.min(text.length, at + length);
      }
      expect(Buffer.concat(taken)).toEqual(text);
      expect([indexes, intake.received]).toEqual([[1, 3, 5, 7], text.length]);
    }),
  );
});

test.each([
  ['no JSON', 'nonsense', /sent a row that is none: expected an object/],
  ['without a phase', JSON.stringify({ ...ROW, phase: 'other' }), /phase: expected warmup/],
  ['of another worker', JSON.stringify({ ...ROW, worker: 0 }), /not its own, or came twice/],
  ["with another one's index", JSON.stringify({ ...ROW, index: 4 }), /not its own/],
  ['that came before', `${JSON.stringify(ROW)}\n${JSON.stringify(ROW)}`, /measured 3$/],
])('a row %s is refused', (_, text, why) => {
  const intake = new RowIntake(1, new ShareAccount({ worker: 1, of: 2 }), () => {});
  expect(() => intake.take(Buffer.from(`${text}\n`))).toThrow(why);
});

test('what must arrive is sent again after a broken connection, and taken once', () => {
  const outbox = new Outbox<{ text: string }>();
  const inbox = new Inbox();
  const sent = ['a', 'b', 'c'].map((text) => outbox.add({ text }));
  expect(sent.slice(0, 2).map((each) => inbox.takes(each))).toEqual([true, true]);
  expect(outbox.after(inbox.heard)).toEqual([{ text: 'c', seq: 3 }]);
  expect(sent.map((each) => inbox.takes(each))).toEqual([false, false, true]);
  expect([inbox.takes({}), inbox.takes({}), inbox.heard]).toEqual([true, true, 3]);
});

test('a silence of 15 s ends a lease; not one in which this process stood still', () => {
  vi.useFakeTimers();
  let now = 0;
  const gone = vi.fn();
  const lease = new Lease(15_000, gone, () => now);
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= 500) {
      now += 500;
      vi.advanceTimersByTime(500);
    }
  };
  pass(14_000);
  lease.heard();
  pass(15_000);
  expect(gone).not.toHaveBeenCalled();
  // The process was stopped for an hour: nobody could be heard meanwhile.
  now += 3_600_000;
  pass(500 + 15_000);
  expect(gone).not.toHaveBeenCalled();
  pass(500);
  expect(gone).toHaveBeenCalledTimes(1);
  pass(60_000);
  expect(gone).toHaveBeenCalledTimes(1);
});

test('a token is 32 random bytes, and only it is one', () => {
  const token = newToken();
  expect(token).toMatch(/^[0-9a-f]{64}$/);
  expect(newToken()).not.toBe(token);
  expect(isToken(token, token)).toBe(true);
  const others = ['', token.slice(1), `${token}0`, token.toUpperCase(), undefined, 7, [token]];
  const changed = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`;
  expect([...others, changed].map((each) => isToken(token, each))).toEqual(Array(8).fill(false));
});

test('a worker of another version, or with another number, is refused by name', () => {
  const hello = {
    type: 'hello',
    token: '',
    worker: 2,
    version: VERSION,
    protocol: 1,
    heard: 0,
  } as const;
  expect(helloProblem(hello, 3, VERSION)).toBe(undefined);
  expect(helloProblem({ ...hello, version: '0.9.0' }, 3, '1.3.0')).toBe(
    'worker 2 runs 0.9.0, this run 1.3.0: all of a run must be of one version',
  );
  expect(helloProblem({ ...hello, protocol: 2 }, 3, VERSION)).toMatch(/^worker 2 runs/);
  expect(helloProblem(hello, 2, VERSION)).toBe(
    'a worker calls itself 2, this run has those from 0 to 1',
  );
});

test('what is not equal has its name, and of keys nothing is told', async () => {
  const folder = newFolder();
  const [one, other] = ['one', 'other'].map((text) => {
    const path = join(folder, text);
    writeFileSync(path, text);
    return path;
  });
  const settings = settingsFor('http://target');
  const access = (key: string) => ({
    headers: { authorization: key },
    tls: { rejectUnauthorized: true },
  });
  const ours = await digestOf({ ...settings, dataset: one }, access('Bearer a'), 'token');
  expect(digestProblem(3, ours, ours)).toBe(undefined);
  const theirs = async (changes: object, key = 'Bearer a') =>
    digestProblem(
      3,
      await digestOf({ ...settings, dataset: one, ...changes }, access(key), 'token'),
      ours,
    );
  expect(await theirs({})).toBe(undefined);
  expect(await theirs({ seed: 2 })).toBe('worker 3 has other settings than this run');
  const elsewhere = {
    ...ours,
    ...(await digestOf({ ...settings, dataset: other }, access('Bearer a'), 'token')),
    settings: ours.settings,
  };
  expect(digestProblem(3, elsewhere, ours)).toMatch(/^worker 3 has another data set/);
  expect(await theirs({}, 'Bearer b')).toMatch(/^worker 3 has other keys, headers or certificates/);
  expect(digestProblem(3, { ...ours, version: '9.9.9' }, ours)).toMatch(
    new RegExp(`^worker 3 runs 9\\.9\\.9, this run ${VERSION}`),
  );
  expect(JSON.stringify(ours)).not.toContain('Bearer');
});

test('of a silent worker all that was due may have been sent, and without a rate all of its share', () => {
  const share = { worker: 1, of: 4 };
  const load = { pattern: 'steady', burstiness: 1, seed: 1 } as const;
  // At 100/s the requests 1, 5, 9, … of it are due at 10, 50, 90 ms.
  expect(mostSent(share, { ...load, rate: 100 }, 9)).toBe(0);
  expect(mostSent(share, { ...load, rate: 100 }, 50)).toBe(2);
  expect(mostSent(share, { ...load, rate: 100 }, 1_000)).toBe(25);
  expect(mostSent(share, { ...load, rate: 100, requests: 18 }, 1_000)).toBe(5);
  expect(mostSent(share, { ...load, requests: 18 }, 0)).toBe(5);
  expect(mostSent(share, load, 1_000)).toBeUndefined();
});
