import { expect, test } from 'vitest';
import { Counting } from '../../../src/target/server/counting';
import { readExposition } from '../../../src/target/server/exposition';
import { MEANINGS } from '../../../src/target/server/names';

const read = (text: string) => Object.fromEntries(readExposition(text).values);
const UNKNOWN = { running: Number.NaN };

test('every name that is read, with the versions of vLLM that have it', () => {
  expect(
    [...MEANINGS].map(([name, { series, rank }]) => `${name} ${series} ${rank}`),
  ).toMatchSnapshot();
});

test('label sets are summed, and the fullest cache counts', () => {
  const text = `# HELP vllm:num_requests_running Number of requests
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="a"} 3.0
vllm:num_requests_running{engine="1",model_name="a"} 4.0
vllm:kv_cache_usage_perc{engine="0",model_name="a"} 0.25
vllm:kv_cache_usage_perc{engine="1",model_name="a"} 0.75
vllm:request_success_total{finished_reason="stop"} 2
vllm:request_success_total{finished_reason="length"} 5.0e0
vllm:request_queue_time_seconds_bucket{le="0.3"} 7
vllm:request_queue_time_seconds_sum{engine="0"} 0.5
vllm:request_queue_time_seconds_count{engine="0"} 7
process_start_time_seconds 1.79562357778e+09
`;
  expect(read(text)).toEqual({
    ...{ running: 7, cacheUsage: 0.75, requests: 7, queueSum: 0.5, queueCount: 7 },
  });
  expect(readExposition(text).startedAt).toBe(1_795_623_577.78);
});

test('where a version has a name and the one before it, the newer one counts alone, in either order', () => {
  const old = 'vllm:gpu_cache_usage_perc 0.5\nvllm:gpu_prefix_cache_hits_total 3\n';
  const now = 'vllm:kv_cache_usage_perc 0.25\nvllm:prefix_cache_hits_total 7\n';
  expect(read(old)).toEqual({ cacheUsage: 0.5, prefixCacheHits: 3 });
  for (const text of [now, old + now, now + old])
    expect(read(text)).toEqual({ cacheUsage: 0.25, prefixCacheHits: 7 });
});

test.each<[string, string, object]>([
  ['nothing', '', {}],
  ['a page', '<html><body>vllm:num_requests_running 1</body></html>', {}],
  ['no number', 'vllm:num_requests_running many', UNKNOWN],
  ['NaN', 'vllm:num_requests_running NaN', UNKNOWN],
  ['infinity', 'vllm:num_requests_running +Inf', UNKNOWN],
  ['a negative one', 'vllm:num_requests_running -1', UNKNOWN],
  ['one that is not exact', 'vllm:num_requests_running 1e20', UNKNOWN],
  [
    'NaN among others',
    'vllm:num_requests_running{a="b"} NaN\nvllm:num_requests_running{a="c"} 2',
    UNKNOWN,
  ],
  [
    'a series that comes twice',
    'vllm:num_requests_running{a="b"} 1\nvllm:num_requests_running{a="b"} 1\nvllm:num_requests_running{a="c"} 2',
    { running: 3 },
  ],
  ['a last line without an end', 'vllm:num_requests_running 1', { running: 1 }],
  ['a timestamp', 'vllm:num_requests_running{a="b"} 1 1700000000000', { running: 1 }],
  ['lines that end as on Windows', 'vllm:num_requests_running 1\r\n', { running: 1 }],
  [
    'labels with braces, quotes and blanks',
    'vllm:num_requests_running{model_name="a } 7 \\" b"} 1',
    { running: 1 },
  ],
  ['a name that begins as another', 'vllm:num_requests_running_total 1', {}],
])('%s', (_, text, values) => {
  expect(read(text)).toEqual(values);
});

const scraped = (output: number, startedAt?: number) => ({
  values: new Map([['outputTokens', output]] as const),
  ...(startedAt !== undefined && { startedAt }),
});

/** What output tokens grew by over these scrapes. */
function grown(scrapes: Parameters<Counting['take']>[0][], fromZero = false) {
  const counting = new Counting(fromZero);
  for (const each of scrapes) counting.take(each);
  return [counting.grown('outputTokens'), counting.restarts];
}

test('counters are differenced from the first scrape on; one that falls began anew', () => {
  expect(grown([scraped(100), scraped(150), scraped(175)])).toEqual([75, 0]);
  expect(grown([scraped(100), scraped(150), scraped(20), scraped(30)])).toEqual([80, 1]);
  expect(grown([scraped(100)])).toEqual([0, 0]);
  expect(grown([scraped(40), scraped(50)], true)).toEqual([50, 0]);
});

test('a process that says when it began has begun anew though its counters are higher', () => {
  expect(grown([scraped(100, 1), scraped(150, 1), scraped(160, 2)])).toEqual([210, 1]);
});

test('what one counter grew by is not known where it falls though its process is the same', () => {
  expect(grown([scraped(100, 1), scraped(90, 1), scraped(200, 1)])).toEqual([undefined, 0]);
});

test.each<[string, Parameters<Counting['take']>[0][], number | undefined]>([
  ['is away in one scrape', [scraped(100, 1), { values: new Map(), startedAt: 1 }], undefined],
  [
    'was away in one scrape',
    [scraped(100, 1), { values: new Map(), startedAt: 1 }, scraped(150, 1)],
    50,
  ],
  [
    'was away in one scrape of a process that does not say when it began',
    [scraped(100), { values: new Map() }, scraped(150)],
    50,
  ],
  ['was no number in one scrape', [scraped(100, 1), scraped(Number.NaN, 1), scraped(150, 1)], 50],
  ['was no number at first', [scraped(Number.NaN, 1), scraped(150, 1)], undefined],
  ['is no number at last', [scraped(100, 1), scraped(Number.NaN, 1)], undefined],
  ['came when it was first needed', [{ values: new Map(), startedAt: 1 }, scraped(7, 1)], 7],
])('a counter that %s', (_, scrapes, growth) => {
  expect(grown(scrapes)).toEqual([growth, 0]);
});

test('a counter that a server shows with its first event counts from 0', () => {
  const none = { values: new Map() };
  expect(grown([none, scraped(30), scraped(40)])).toEqual([40, 0]);
});

test('a server without a metric did not count 0', () => {
  const counting = new Counting();
  counting.take(scraped(5));
  expect(counting.grown('preemptions')).toBeUndefined();
});
