import { expect, test } from 'vitest';
import { parseLog } from '../servers/log';
import { truthOf } from '../truth';

const REQUEST = { kind: 'request', status: 200, fault: 'none', whole: true, lateMs: 0.1 };
const LINES = [
  { kind: 'server', name: 'made', epochMs: 1000 },
  // The second request first: a line is written when an answer ends.
  {
    ...{ ...REQUEST, receivedMs: 60, firstByteMs: 61, chunksMs: [160, 180], endMs: 181 },
    tokens: 3,
  },
  {
    ...{ ...REQUEST, receivedMs: 10, firstByteMs: 11, chunksMs: [110, 120, 140], endMs: 250 },
    tokens: 3,
  },
  {
    ...{ ...REQUEST, receivedMs: 130, firstByteMs: 131, chunksMs: [200], endMs: 1010 },
    ...{ tokens: 1, fault: 'reset', whole: false },
  },
  {
    ...{ ...REQUEST, receivedMs: 5, firstByteMs: 6, chunksMs: [], endMs: 7 },
    ...{ tokens: 0, status: 429, fault: 'http_429', whole: false },
  },
  { kind: 'lag', p99Ms: 0.5, maxMs: 2 },
];
const text = (lines: readonly object[]) => lines.map((line) => JSON.stringify(line)).join('\n');

test('what was true is computed from the lines of a log', () => {
  const truth = truthOf(parseLog(text(LINES)), 1, 20);
  expect(truth).toMatchObject({ requests: 3, successes: 2, errors: 1, outputTokens: 6 });
  expect(truth.ttft).toEqual([100, 100, 70]);
  expect(truth.ttftOfSuccesses).toEqual([100, 100]);
  // (140 − 110) / 2 tokens, (180 − 160) / 2 tokens; that of the one that was reset counts nowhere.
  expect(truth.tpot).toEqual([15, 10]);
  expect(truth.e2e).toEqual([130, 120]);
  expect(truth.arrivals).toEqual([0, 50, 120]);
  // Due at 0, 50 and 100 ms: the first two were sent in time.
  expect(truth.e2eFromSchedule).toEqual([130, 120]);
  expect(truth.ttftFromSchedule).toEqual([100, 100]);
  // From 10 to 1010 ms is a second.
  expect(truth.throughput).toBe(2);
  expect(truth.tokenThroughput).toBe(6);
  expect(truth.sendRate).toBeCloseTo(2 / 0.12, 9);
  // Gaps of 50 and 70: mean 60, deviation √200.
  expect(truth.variation).toBeCloseTo(Math.sqrt(200) / 60, 9);
});

test('who is sent late has waited from when he was due', () => {
  const late = LINES.map((line) =>
    'receivedMs' in line && line.receivedMs === 60
      ? { ...line, receivedMs: 90, chunksMs: [190, 210] }
      : line,
  );
  // At 20/s the second was due at 60 ms, 50 after the first, and came at 90: 120 ms from arrival, 150 from then.
  const truth = truthOf(parseLog(text(late)), 1, 20);
  expect(truth.e2e).toEqual([130, 120]);
  expect(truth.e2eFromSchedule).toEqual([130, 150]);
});

test('a request that a tool sends before its load is no part of it', () => {
  expect(truthOf(parseLog(text(LINES)), 0, 20)).toMatchObject({ requests: 4, errors: 2 });
});

test('the log of a server that was killed is refused, and so is a line that is none', () => {
  expect(() => parseLog(text(LINES.slice(0, -1)))).toThrow('the lines "server" and "lag"');
  expect(() => parseLog(text(LINES.slice(1)))).toThrow('the lines "server" and "lag"');
  expect(() => parseLog(text([{ ...LINES[1], receivedMs: 'soon' }]))).toThrow('receivedMs');
});
