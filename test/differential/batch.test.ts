import { expect, onTestFinished, test } from 'vitest';
import { BatchChart } from './batch';
import { helm } from './renderings';

test.skipIf(!helm)("a batch keeps the chart's schema, and its errors name the case", async () => {
  const chart = new BatchChart(3);
  onTestFinished(() => chart.dispose());
  const release = { releaseName: 'r', namespace: 'n' };
  const [first = [], second = []] = await chart.render({
    ...release,
    all: [{}, { replicaCount: 2 }],
  });
  expect([first.length, second.length]).toEqual([first.length, first.length]);
  expect(first.length).toBeGreaterThan(5);
  const wrong = { replicaCount: 'two' } as never;
  await expect(chart.render({ ...release, all: [{}, wrong] })).rejects.toThrow(
    /case-1\/kvmini\/replicaCount/,
  );
});
