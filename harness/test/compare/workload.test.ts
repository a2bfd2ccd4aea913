import { expect, test } from 'vitest';
import { workloadDifferences } from '../../src/compare/workload';
import type { RunRecord } from '../../src/results/schema';
import { MADE_RECORD } from '../figures/made-run';

type Changes = Partial<RunRecord>;

const target = (changes: object): Changes => ({
  target: { ...MADE_RECORD.target, ...changes } as RunRecord['target'],
});
const settings = (changes: object): Changes => ({
  settings: { ...MADE_RECORD.settings, ...changes },
});
const serving = (changes: object): Changes => {
  const state = {
    at: '',
    desired: 2,
    ready: 2,
    pods: [],
    model: 'm',
    version: '1',
    maxModelLen: 9,
  };
  const start = { ...state, ...changes };
  return { serving: { start, end: null, fingerprints: [], changes: [], notes: [] } };
};
const pods = ['a', 'b', 'a'].map((image) => ({
  ...{ name: image, uid: image, ip: null, node: null, ready: true, restarts: 0 },
  images: [image],
}));
const machine = { cpu: 'fast', cores: 8, memoryBytes: 1.6 * 2 ** 34 };

/** What two runs differ in, of which the second one has the changes. */
const found = (changes: Changes, base: Changes = {}) =>
  workloadDifferences([
    { ...MADE_RECORD, ...base },
    { ...MADE_RECORD, ...changes },
  ]);

test('runs that say the same differ in nothing', () => {
  expect(found(settings({ workers: 1 }))).toEqual({ circumstances: [], workload: [] });
  expect(found({})).toEqual({ circumstances: [], workload: [] });
});

test.each<[what: string, changes: Changes, other: string]>([
  ['model', target({ model: 'other' }), 'other'],
  ['server', target({ server: 'vllm/2' }), 'vllm/2'],
  ['address', target({ url: 'http://b/v1' }), 'http://b/v1'],
  ['harness version', { harness: '9.9.9' }, '9.9.9'],
  ['node version', { node: 'v99.0.0' }, 'v99.0.0'],
  ['hardware', { machine }, '8 × fast, 26 GiB'],
  ['price of a GPU-hour', settings({ price: 2.5 }), '2.5'],
  ['prices of GPU-hours', settings({ prices: { L4: 1 } }), '{"L4":1}'],
  ['workers', settings({ workers: 2 }), '2'],
  ['requests', settings({ requests: 77 }), '77'],
  ['duration, ms', settings({ durationMs: 7_000 }), '7000'],
  ['request timeout, ms', settings({ requestTimeoutMs: 7 }), '7'],
])('another %s is a circumstance', (what, changes, other) => {
  const { circumstances, workload } = found(changes);
  expect(workload).toEqual([]);
  expect(circumstances).toEqual([{ what, values: [expect.any(String), other] }]);
});

test.each<[what: string, changes: Changes, other: string]>([
  ['server version', serving({ version: '2' }), '2'],
  ['replicas', serving({ ready: 3 }), '3'],
  ['images', serving({ pods }), 'a, b'],
  ['max_model_len', serving({ maxModelLen: 8 }), '8'],
])('another %s is a circumstance', (what, changes, other) => {
  const { circumstances, workload } = found(changes, serving({}));
  expect(workload).toEqual([]);
  expect(circumstances).toEqual([{ what, values: [expect.any(String), other] }]);
});

test.each<[what: string, changes: Changes, other: string]>([
  ['profile', settings({ profile: 'other' }), 'other'],
  ['rate', settings({ rate: 77 }), '77'],
  ['concurrency', settings({ concurrency: 77 }), '77'],
  ['prompt tokens', settings({ promptTokens: 77 }), '77'],
  ['output tokens at most', settings({ maxTokens: 77 }), '77'],
  ['data set', settings({ dataset: 'b.jsonl' }), 'b.jsonl'],
  ['endpoint', settings({ endpoint: 'completions' }), 'completions'],
  ['streamed answers', settings({ stream: false }), 'false'],
  ['warm-up requests', settings({ warmup: 77 }), '77'],
  ['SLO', settings({ slo: { good: 0.5, e2eMs: 1 } }), '{"good":0.5,"e2eMs":1}'],
  ['extra body', settings({ extraBody: { n: 2 } }), '{"n":2}'],
])('another %s is another workload', (what, changes, other) => {
  const { circumstances, workload } = found(changes);
  expect(circumstances).toEqual([]);
  expect(workload).toEqual([{ what, values: [expect.any(String), other] }]);
});

test('a pattern is one where there is a rate, and how bursty it is counts where it is bursty', () => {
  const bursty = { rate: 3, pattern: 'bursty', burstiness: 2 };
  expect(found(settings({ ...bursty, burstiness: 4 }), settings(bursty)).workload).toEqual([
    { what: 'burstiness', values: ['2', '4'] },
  ]);
  const steady = { rate: 3, pattern: 'steady' };
  const unused = settings({ ...steady, burstiness: 4 });
  expect(found(unused, settings({ ...steady, burstiness: 2 })).workload).toEqual([]);
  const closed = { rate: undefined, pattern: 'poisson' };
  expect(found(settings(closed), settings({ rate: undefined })).workload).toEqual([]);
});

test('what one run does not say is a hyphen, and each value is said once', () => {
  const [first, second] = [settings({ seed: 1 }), settings({ endpoint: 'chat' })];
  const records = [first, second, second].map((changes) => ({ ...MADE_RECORD, ...changes }));
  expect(workloadDifferences(records).workload).toEqual([
    { what: 'endpoint', values: ['-', 'chat'] },
  ]);
});
