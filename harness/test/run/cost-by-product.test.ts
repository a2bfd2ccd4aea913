import { expect, test } from 'vitest';
import { costByProduct } from '../../src/run/cost';

const GPUS = new Map([
  ['a', 4],
  ['b', 4],
  ['c', 2],
]);
const ofPods = (...named: (readonly string[])[]) => ({
  byPod: new Map([...GPUS.keys()].map((pod, i) => [pod, named[i] ?? []])),
});

test('pods of one product are counted together', () => {
  const cost = costByProduct(GPUS, ofPods(['H100'], ['H100'], ['A100']), { A100: 1, H100: 3 });
  expect(cost).toEqual({
    ...{ perGpuHour: 2.6, gpus: 10, perHour: 26 },
    products: [
      { product: 'H100', gpus: 8, perGpuHour: 3 },
      { product: 'A100', gpus: 2, perGpuHour: 1 },
    ],
  });
});

test('of several names of a product the first that has a price counts', () => {
  const products = ofPods(['H100-80GB', 'H100'], ['H100'], ['H100', 'gpu']);
  expect(costByProduct(GPUS, products, { gpu: 9, H100: 3 })).toMatchObject({ perHour: 30 });
});

test.each([
  ['a pod whose GPUs nobody names', [['H100'], []], {}, 'nothing says which GPUs b has (no right)'],
  [
    'a product without a price',
    [['H100'], ['A100']],
    { H100: 3 },
    'no price for A100, the GPUs of b',
  ],
  ['a product called as a member', [['toString']], { H100: 3 }, 'no price for toString'],
])('%s leaves the cost unknown', (_, named, prices, why) => {
  const products = { ...ofPods(...named), why: 'no right' };
  expect(costByProduct(GPUS, products, { H100: 3, ...prices })).toContain(why);
});
