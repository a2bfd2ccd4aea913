import { expect, test } from 'vitest';
import type { RawSeries, Sample } from '../../../src/target/prometheus/api';
import { askForEnergy } from '../../../src/target/prometheus/energy';

const LABELS = { namespace: 'ml', pod: 'demo-0', UUID: 'GPU-1' };

/**
 * A Prometheus that scrapes 360 W every ten seconds until a time of its clock, which a question's clock is 1000 s behind.
 *
 * @param scrapeSeconds how long a scrape takes: its sample has the time of its begin
 */
function question(until = Number.POSITIVE_INFINITY, scrapeSeconds = 0) {
  const asked: [selector: string, seconds: number, at: number][] = [];
  let nowMs = 121_000;
  const samples = async (selector: string, seconds: number, at: number): Promise<RawSeries[]> => {
    asked.push([selector, seconds, at]);
    if (selector.includes('exported')) return [];
    const all = Array.from({ length: 1_000 }, (_, i): Sample => [10 * i, 360]);
    const last = Math.min(at - scrapeSeconds, until);
    const found = all.filter(([time]) => time > at - seconds && time <= last);
    return [{ labels: LABELS, samples: found }];
  };
  const lines: string[] = [];
  const energy = askForEnergy({
    ...{ prometheus: { samples }, namespace: 'ml', pods: new Map([['demo-0', 1]]) },
    ...{ span: { from: 1_021, to: 1_121 }, signal: new AbortController().signal, everyMs: 0 },
    waiting: (text) => void lines.push(text),
    // Each look takes two seconds.
    clock: { nowMs: () => (nowMs += 1_000), atMs: 121_000, seconds: 1_121 },
  });
  return { energy, asked, lines };
}

test('the sample after the end is waited for, and asked for alone', async () => {
  const { energy, asked, lines } = question();
  expect(await energy).toMatchObject({ kind: 'known', everySeconds: 10 });
  const { wattHours } = (await energy) as { wattHours: number };
  expect(wattHours).toBeCloseTo(10, 9);
  expect(lines).toEqual(["waiting for the next sample of the GPUs' power, 23 s at most"]);
  const own = asked.filter(([selector]) => !selector.includes('exported'));
  expect(own[0]?.[1]).toBeCloseTo(1_123 - 1_021 + 180, 6);
  expect(own.length).toBeGreaterThan(1);
  expect(Math.max(...own.slice(1).map(([, seconds]) => seconds))).toBeLessThan(25);
});

test('a sample that comes late is asked for again', async () => {
  const { energy } = question(Number.POSITIVE_INFINITY, 8);
  expect(await energy).toMatchObject({ kind: 'known', missingSeconds: 0 });
});

test('one that does not come leaves it unknown', async () => {
  const { energy } = question(1_115);
  expect(await energy).toEqual({
    ...{ kind: 'unknown', why: 'no sample of the power came after the end of the run' },
  });
});
