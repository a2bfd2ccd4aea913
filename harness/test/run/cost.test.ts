import { expect, test } from 'vitest';
import { costByProduct } from '../../src/run/cost';
import { podsIn } from '../../src/target/replicas/pods';
import { productsIn, productsOf } from '../../src/target/replicas/products';
import { startCluster } from '../target/cluster';
import { pod } from '../target/replicas/made-pods';

const PRICES = { 'NVIDIA-H100-80GB-HBM3': 2.5, 'NVIDIA-L4': 0.75 };
const products = (...each: [string, string[]][]) => ({ byPod: new Map(each) });
const GPUS = new Map([
  ['demo-0', 8],
  ['demo-1', 2],
]);

test('GPUs of two products cost what each does, and one of them the mean', () => {
  const known = products(['demo-0', ['NVIDIA-H100-80GB-HBM3']], ['demo-1', ['NVIDIA-L4', 'l4']]);
  expect(costByProduct(GPUS, known, PRICES)).toEqual({
    ...{ perHour: 21.5, perGpuHour: 2.15, gpus: 10 },
    products: [
      { product: 'NVIDIA-H100-80GB-HBM3', gpus: 8, perGpuHour: 2.5 },
      { product: 'NVIDIA-L4', gpus: 2, perGpuHour: 0.75 },
    ],
  });
});

test('the first name of a product that has a price counts', () => {
  const known = products(['demo-0', ['nvidia-h100', 'NVIDIA-L4']]);
  expect(costByProduct(new Map([['demo-0', 1]]), known, PRICES)).toMatchObject({ perHour: 0.75 });
});

test('a product without a price, and one that nobody names, leave the cost unknown', () => {
  const unpriced = products(['demo-0', ['NVIDIA-H100-80GB-HBM3']], ['demo-1', ['Tesla-T4']]);
  expect(costByProduct(GPUS, unpriced, PRICES)).toBe(
    'benchmark.prices has no price for Tesla-T4, the GPUs of demo-1',
  );
  const unnamed = { ...products(['demo-0', ['NVIDIA-L4']]), why: 'answered 403' };
  expect(costByProduct(GPUS, unnamed, PRICES)).toBe(
    'nothing says which GPUs demo-1 has (answered 403)',
  );
  const inherited = products(['demo-0', ['constructor']]);
  expect(costByProduct(new Map([['demo-0', 1]]), inherited, PRICES)).toContain('has no price for');
});

test("labels of NVIDIA's come before those of a cloud", () => {
  const labels = { 'cloud.google.com/gke-accelerator': 'nvidia-l4', other: 'x' };
  expect(productsIn(labels)).toEqual(['nvidia-l4']);
  expect(productsIn({ ...labels, 'nvidia.com/gpu.product': 'NVIDIA-L4' })).toEqual([
    'NVIDIA-L4',
    'nvidia-l4',
  ]);
});

const PRODUCT = 'nvidia.com/gpu.product';

function made(name: string, spec: object) {
  const one = pod(name);
  return { ...one, spec: { ...one.spec, ...spec } };
}
const affinity = (...values: string[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: PRODUCT, operator: 'In', values }] }],
    },
  },
});

test('a product is that of the node, else what the pod asks of its node, if that leaves no choice', async () => {
  const cluster = await startCluster((path) =>
    path === '/api/v1/nodes/gpu-1'
      ? [200, { metadata: { labels: { [PRODUCT]: 'NVIDIA-L4' } } }]
      : [403, {}],
  );
  const pods = podsIn({
    items: [
      made('a', { nodeName: 'gpu-1', nodeSelector: { [PRODUCT]: 'other' } }),
      made('b', { nodeName: 'gpu-2', nodeSelector: { [PRODUCT]: 'Tesla-T4' } }),
      made('c', { nodeName: 'gpu-2', affinity: affinity('NVIDIA-A10') }),
      made('d', { nodeName: 'gpu-2', affinity: affinity('NVIDIA-A10', 'NVIDIA-L4') }),
      made('e', { nodeName: 'gpu-2', affinity: 'none' }),
    ],
  });
  const found = await productsOf(pods ?? [], cluster);
  expect(Object.fromEntries(found.byPod)).toEqual({
    ...{ a: ['NVIDIA-L4'], b: ['Tesla-T4'], c: ['NVIDIA-A10'], d: [], e: [] },
  });
  expect(found.why).toBe(
    'the Kubernetes API answered 403 for the node gpu-2: that needs get of nodes, which rbac.nodes gives',
  );
});
