import { expect, test } from 'vitest';
import { SCENARIOS } from '../scenarios/all';
import { plain } from '../scenarios/plain';
import { PLAIN_SERVER } from '../servers/settings';
import { compare, sendTimesOff } from '../table/compare';
import { figure, signed } from '../table/figures';
import { machineLine, shownCommand } from '../table/page';
import { picture } from '../table/picture';
import { type Cell, medianTold, type Run } from '../table/results';
import { scenarioTable, spreadTable } from '../table/scenario-table';
import { genaiBench } from '../tools/genai-bench';
import { kvmini } from '../tools/kvmini';
import type { Truth } from '../truth';

const TRUTH: Truth = {
  ...{ requests: 3, successes: 2, errors: 1, outputTokens: 6 },
  ...{ ttft: [100, 100, 70], ttftOfSuccesses: [100, 110], tpot: [15, 10], e2e: [130, 120] },
  ...{ ttftFromSchedule: [100, 100], e2eFromSchedule: [130, 150] },
  ...{ throughput: 2, tokenThroughput: 6, arrivals: [0, 50, 120], variation: 0.2, sendRate: 20 },
};

test('what was said is held against what was true', () => {
  const said = {
    ...{ ttft: { p50: 103 }, tpot: { p50: 12 }, e2e: { p50: 124, p99: 131 } },
    ...{ throughput: 2.5, outputTokens: 8, errors: 0, sent: [1000, 1051, 1119] },
  };
  const offs = compare(said, TRUTH, { ttftOver: 'successes' });
  // Of 100 and 110 the nearest definition of p50 to 103 is 105.
  expect(offs.ttft).toEqual({ said: 103, real: 105, off: -2 });
  expect(offs.tpot?.off).toBeCloseTo(-4, 9);
  expect(offs.e2e?.off).toBe(-1);
  expect(offs.throughput?.off).toBe(25);
  expect(offs.outputTokens?.off).toBe(2);
  expect(offs.errors?.off).toBe(-1);
  // Users waited 150 ms at worst; by no definition is the 99th percentile of 130 and 150 below 130.
  expect(offs.waited).toEqual({ said: 131, real: 130, off: 1 });
  expect(offs.sent?.off).toBe(1);
  expect(offs.tokenThroughput).toBeUndefined();
  expect(compare(said, TRUTH, { ttftOver: 'all' }).ttft?.off).toBe(3);
});

test('times of sending may have another zero, but not be fewer than what arrived', () => {
  expect(sendTimesOff([5000, 5050, 5120], [0, 50, 120])).toBe(0);
  expect(sendTimesOff([0, 50, 150], [0, 50, 120])).toBe(30);
  expect(sendTimesOff([0, 50], [0, 50, 120])).toBe(Number.POSITIVE_INFINITY);
});

test('figures are as short as a reader needs, with their sign', () => {
  expect([0.123, 12.34, 123.4, 12_345.6].map(figure)).toEqual(['0.12', '12.3', '123', '12,346']);
  expect(signed(1.234, 'ms')).toBe('+1.23 ms');
  expect(signed(-114.2, 'ms')).toBe('−114 ms');
  expect(signed(-0.001, '%')).toBe('0.00 %');
  expect(signed(-20, '')).toBe('−20');
  expect(signed(0, '')).toBe('0');
  expect(signed(Number.POSITIVE_INFINITY, 'ms')).toBe('not all told');
});

const run = (off: number, arrivals: readonly number[] = TRUTH.arrivals): Run => ({
  ...{ date: '2026-11-26T10:00:00Z', load: 0.2, command: ['kvmini'], failure: undefined },
  truth: { ...TRUTH, arrivals },
  offs: { ttft: { said: 0, real: 0, off } },
  ...{ cpu: 0.5, firstRequest: 1500 },
});
const installed = { program: ['kvmini'], version: '1', bytes: 2_400_000 };
const cell = (server: 'node' | 'python', runs: readonly Run[]): Cell => ({
  ...{ tool: kvmini, installed, scenario: plain, server, runs },
});

test('a table has the medians of both servers, dashes, and what is not claimed', () => {
  const cells = [cell('node', [run(1), run(9), run(2)]), cell('python', [run(0.5)])];
  const [head, , row, other] = scenarioTable(plain, [kvmini, genaiBench], cells).split('\n');
  expect(head).toContain('TTFT p50 | TPOT p50');
  expect(row).toMatch(/^\| kvmini \| \+2\.00 ms · \+0\.50 ms \| – \|.* 1\.50 \|$/);
  expect(other).toMatch(/^\| genai-bench \| –.* not claimed \| – \|$/);
});

test('the spread is the least and the most of the runs of each server, where a tool has several', () => {
  const cells = [cell('node', [run(1), run(-9), run(2)]), cell('python', [run(0.5)])];
  const lines = spreadTable(plain, [kvmini, genaiBench], cells)?.split('\n') ?? [];
  expect(lines).toHaveLength(3);
  expect(lines[2]).toMatch(
    /^\| kvmini \| −9\.00 ms to \+2\.00 ms · \+0\.50 ms \| – \|.* 1\.50 \|$/,
  );
  expect(spreadTable(plain, [kvmini], [cell('node', [run(1)])])).toBeUndefined();
});

test('a run on a machine on which others work counts for errors and tokens, not for times', () => {
  const busy: Run = {
    ...run(1),
    load: 50,
    offs: { ttft: { said: 0, real: 0, off: 9 }, errors: { said: 0, real: 0, off: -3 } },
  };
  const [, , alone] = scenarioTable(plain, [kvmini], [cell('node', [busy])]).split('\n');
  expect(alone).toMatch(/^\| kvmini \| busy \| .*\| −3 \| busy/);
  const [, , both] = scenarioTable(plain, [kvmini], [cell('node', [busy, run(2)])]).split('\n');
  expect(both).toMatch(/^\| kvmini \| \+2\.00 ms \| –/);
});

test('a schedule is repeatable where its gaps are the same in the next run', () => {
  const same = cell('node', [run(0, [0, 10, 40]), run(0, [5, 15, 45])]);
  expect(medianTold(same, 'repeatable')).toBe(0);
  expect(medianTold(cell('node', [run(0, [0, 10, 40]), run(0, [0, 16, 48])]), 'repeatable')).toBe(
    4,
  );
  expect(medianTold(cell('node', [run(0)]), 'repeatable')).toBeNaN();
});

test('the page tells when, how often, and under which load', () => {
  const line = machineLine({
    installed: new Map([[kvmini, installed]]),
    cells: [cell('node', [run(1), run(2)]), cell('python', [run(1)])],
  });
  expect(line).toContain(
    '3 runs on 2026-11-26, 2 on the first server and 1 on the second, in turns',
  );
  expect(line).toContain('the median of 1 to 2 runs');
  expect(line).toContain('load average before a run was 0.20');
  expect(machineLine({ installed: new Map(), cells: [] })).toBe('There are no runs yet.');
});

test('a command is shown without the places of this machine', () => {
  const place = '/home/me/.cache/cdk8s-kvmini/truth/kvmini/kvmini.cjs';
  expect(shownCommand([place, '--url', 'http://127.0.0.1:1/v1', 'D(1,2)'])).toBe(
    "…/kvmini.cjs --url http://127.0.0.1:1/v1 'D(1,2)'",
  );
  const program = '/home/me/project/tools/servers/environments/vllm-0123/bin/vllm';
  expect(shownCommand([program, 'bench', '--endpoint', '/v1/chat/completions'])).toBe(
    '…/vllm bench --endpoint /v1/chat/completions',
  );
});

test('the picture has a dot for each tool and server', () => {
  const svg = picture([cell('node', [run(1)]), cell('python', [run(2)])]);
  expect(svg.match(/<circle/g)).toHaveLength(2);
  expect(svg).toContain('plain streaming at 20/s');
});

test('each scenario has its reason, its issue and a name of its own', () => {
  expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
  for (const { reason, issue, figures, server } of SCENARIOS) {
    expect(reason).toMatch(/^[A-Z].{40,}\.$/s);
    expect(issue).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/(?:issues|pull)\/\d+$/);
    expect(figures.length).toBeGreaterThan(1);
    expect(Object.keys(server).sort()).toEqual(Object.keys(PLAIN_SERVER).sort());
  }
});
