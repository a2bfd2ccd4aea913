import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aiperf } from '../tools/aiperf';
import { TOOLS } from '../tools/all';
import { evalscope } from '../tools/evalscope';
import { genaiBench } from '../tools/genai-bench';
import { guidellm } from '../tools/guidellm';
import { inferencePerf } from '../tools/inference-perf';
import { kvmini } from '../tools/kvmini';
import type { Tool } from '../tools/tool';
import { vllm } from '../tools/vllm';
import { PLAIN_WORK } from '../work';
import { newFolder } from './folder';

/** What each tool wrote in a run of 100 requests of 16 tokens, cut to what is read and to three requests. */
const recorded = (tool: Tool) => join(import.meta.dirname, 'recorded', tool.name);

const WHOLE = { requests: 100, successes: 100, errors: 0, outputTokens: 1600 };
const round = (times: readonly number[] | undefined) =>
  times?.map((at) => Math.round((at - (times[0] ?? 0)) * 1e3) / 1e3);

test("kvmini's results and rows", () => {
  const { sent, ...read } = kvmini.read(recorded(kvmini));
  expect(read).toEqual({
    ...WHOLE,
    ttft: { p50: 113.791, p99: 451.583 },
    tpot: { p50: 9.791, p99: 25.855 },
    e2e: { p50: 262.655, p99: 478.975 },
    e2eFromSchedule: { p50: 281.599, p99: 739.327 },
    throughput: 19.455022031839704,
    tokenThroughput: 311.28035250943526,
  });
  expect(sent?.slice(0, 2)).toEqual([347.899, 390.273]);
});

test("guidellm's report: seconds are milliseconds, and its inter-token latency is the time per token", () => {
  const { sent, ...read } = guidellm.read(recorded(guidellm));
  expect(read).toEqual({
    ...WHOLE,
    ttft: { p50: 111.43040657043457, p99: 192.6889419555664 },
    tpot: { p50: 10.230414072672525, p99: 14.824199676513672 },
    e2e: { p50: 279.55102920532227, p99: 422.7590560913086 },
    throughput: 19.03735863039719,
    tokenThroughput: 304.59773808635487,
  });
  expect(round(sent)).toEqual([0, 4.645, 62.911]);
});

test("inference-perf's summary and requests: seconds are milliseconds", () => {
  const { sent, ttft, tpot, e2e, ...read } = inferencePerf.read(recorded(inferencePerf));
  expect(read).toEqual({
    ...WHOLE,
    throughput: 19.095019848398007,
    tokenThroughput: 305.5203175743681,
  });
  expect(ttft?.p50).toBeCloseTo(101.1535, 3);
  expect(tpot?.p50).toBeCloseTo(10.0746, 3);
  expect(e2e?.p99).toBeCloseTo(281.0447, 3);
  expect(round(sent)).toEqual([0, 17.411, 49.271]);
});

test("aiperf's summary and records: latency from the schedule is its effective one", () => {
  const { sent, ...read } = aiperf.read(recorded(aiperf));
  expect(read).toEqual({
    ...WHOLE,
    ttft: { p50: 109.5738155, p99: 175.03917941000003 },
    tpot: { p50: 9.961440733333333, p99: 12.922391328666668 },
    e2e: { p50: 262.611186, p99: 307.65573006 },
    e2eFromSchedule: { p50: 269.652736, p99: 379.5137894400001 },
    throughput: 18.682769320135122,
    tokenThroughput: 298.92430912216196,
  });
  expect(sent?.map((at) => Math.round(at - (sent[0] ?? 0)))).toEqual([0, 46, 97]);
});

const MAKE_TABLE = `import sqlite3, sys
table = sqlite3.connect(sys.argv[1])
table.execute("create table result (start_time real)")
table.executemany("insert into result values (?)", [(2.5,), (2.0,), (2.125,)])
table.commit()`;

test("evalscope's summary, percentiles and table of requests", () => {
  const folder = newFolder();
  cpSync(recorded(evalscope), folder, { recursive: true });
  const table = join(folder, 'out/truth-model/rate_20/benchmark_data.db');
  execFileSync('python3', ['-c', MAKE_TABLE, table]);
  expect(evalscope.read(folder)).toEqual({
    ...WHOLE,
    ttft: { p50: 118.7067, p99: 194.9583 },
    tpot: { p50: 10.0576, p99: 11.116 },
    e2e: { p50: 269.6, p99: 346.5 },
    throughput: 19.029,
    tokenThroughput: 304.4638,
    sent: [2000, 2125, 2500],
  });
});

test("genai-bench's file of a run, which tells no times of sending", () => {
  const { ttft, tpot, e2e, ...read } = genaiBench.read(recorded(genaiBench));
  expect(read).toEqual({
    ...{ requests: 113, successes: 113, errors: 0, outputTokens: 1808 },
    throughput: 12.873448818888319,
    tokenThroughput: 205.9751811022131,
  });
  expect(ttft?.p50).toBeCloseTo(144.8549, 3);
  expect(tpot?.p99).toBeCloseTo(21.3038, 3);
  expect(e2e?.p50).toBeCloseTo(317.8425, 3);
});

test("vllm's file of a run: its clock is in seconds, its latencies in milliseconds", () => {
  const { sent, ...read } = vllm.read(recorded(vllm));
  expect(read).toEqual({
    ...WHOLE,
    ttft: { p50: 99.66779799970027, p99: 120.44627970029069 },
    tpot: { p50: 10.058848433345702, p99: 11.105649441323294 },
    e2e: { p50: 250.86982350012477, p99: 269.9853576799569 },
    throughput: 19.04730155268473,
    tokenThroughput: 304.75682484295567,
  });
  expect(round(sent)).toEqual([0, 49.468, 99.199]);
});

test('a file of another shape is refused, with the place', () => {
  const folder = newFolder();
  expect(() => aiperf.read(folder)).toThrow('profile_export_aiperf.json');
  cpSync(join(recorded(genaiBench), 'out'), join(folder, 'out'), { recursive: true });
  expect(() => guidellm.read(folder)).toThrow('report.json');
});

const PLACE = { url: 'http://server', model: 'm', tokenizer: '/tokenizer', folder: '/folder' };

test.each(TOOLS.map((tool) => [tool.name, tool] as const))(
  '%s is asked for the rate, the seed, the number and the lengths of the scenario',
  (_, tool) => {
    const { args, files } = tool.start(
      { ...PLAIN_WORK, requests: 123, rate: 41, tokens: 19 },
      PLACE,
    );
    const said = [...args, ...Object.values(files ?? {})].join(' ');
    expect(said).toContain('123');
    expect(said).toContain('19');
    expect(said).toContain('http://server');
    if (!('constant' in tool.notClaimed)) expect(said).toContain('41');
  },
);

test.each(['guidellm', 'inference-perf', 'aiperf', 'evalscope', 'genai-bench'])(
  'every package of %s has its version',
  (name) => {
    const file = readFileSync(join(import.meta.dirname, '../requirements', `${name}.txt`), 'utf8');
    const lines = file.split('\n').filter(Boolean);
    expect(lines.filter((line) => !/^[\w.[\],-]+==\S+/.test(line))).toEqual([]);
    expect(lines.find((line) => line.startsWith(`${name}`))).toMatch(/==\d/);
  },
);
