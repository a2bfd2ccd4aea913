import { EXIT, RunError, UsageError } from '../errors';
import { inTerminal } from '../figures/format';
import { MEASURES } from '../figures/measures';
import { percentileOf } from '../figures/percentile';
import type { Errors, Tested } from '../selftest/errors';
import { type SelftestLoad, selftest } from '../selftest/selftest';
import { abortOnSignals } from './signals';

/** The flags of `kvmini selftest` as commander hands them over. */
export interface SelftestFlags {
  readonly rate: string;
  readonly tokens: string;
  readonly seconds: string;
  readonly json?: boolean;
}

/** How far off the harness may be, in milliseconds, to call its figures true. */
const LIMITS = { p50: 1, p99: 5 };
const LIMITED: readonly Tested[] = ['ttft', 'endToEnd'];

/** Runs `kvmini selftest`; resolves to its exit code. */
export async function selftestCommand(flags: SelftestFlags): Promise<number> {
  const load = readLoad(flags);
  const { errors, results } = await selftest(load, abortOnSignals());
  if (results.outcome !== 'done') throw new RunError(`the self-test failed: ${results.reason}`);
  const table = Object.fromEntries(
    Object.entries(errors).map(([name, values]) => [name, row(values)]),
  );
  const met = LIMITED.every((name) => isWithin(errors[name]));
  const delay = results.distributions.scheduleDelay ?? null;
  if (flags.json) {
    const { warnings } = results;
    const found = { met, reportedMinusTrueMs: table, scheduleDelayMs: delay, warnings };
    process.stdout.write(`${JSON.stringify({ load, limits: LIMITS, ...found }, undefined, 2)}\n`);
  } else {
    process.stdout.write(text(load, errors, met, results.warnings));
  }
  return met ? EXIT.done : EXIT.missed;
}

function readLoad(flags: SelftestFlags): SelftestLoad {
  const [rate, tokens, seconds] = (['rate', 'tokens', 'seconds'] as const).map((name) => {
    const number = Number(flags[name]);
    if (number > 0 && (name !== 'tokens' || Number.isInteger(number))) return number;
    throw new UsageError(`--${name}: expected a number above 0, found "${flags[name]}"`);
  });
  return { rate: rate ?? 0, tokens: tokens ?? 0, seconds: seconds ?? 0 };
}

const row = (values: readonly number[]) => ({
  count: values.length,
  min: values[0],
  p50: percentileOf(values, 50),
  p90: percentileOf(values, 90),
  p99: percentileOf(values, 99),
  max: values.at(-1),
});

const isWithin = (values: readonly number[]): boolean =>
  Math.abs(percentileOf(values, 50)) <= LIMITS.p50 &&
  Math.abs(percentileOf(values, 99)) <= LIMITS.p99;

function text(
  load: SelftestLoad,
  errors: Errors,
  met: boolean,
  warnings: readonly string[],
): string {
  const columns = ['min', 'p50', 'p90', 'p99', 'max'] as const;
  const lines = Object.entries(errors).map(([name, values]) => {
    const figures = row(values);
    const cells = columns.map((each) => inTerminal.number(figures[each], 3).padStart(10));
    return `${MEASURES[name as Tested].title.padEnd(22)}${String(values.length).padStart(8)}${cells.join('')}`;
  });
  const head = `${'reported - true, ms'.padEnd(22)}${'count'.padStart(8)}${columns.map((each) => each.padStart(10)).join('')}`;
  const limits = `p50 within ${LIMITS.p50} ms and p99 within ${LIMITS.p99} ms for the first token and end to end`;
  return `${[
    `${load.rate} requests/s of ${load.tokens} tokens for ${load.seconds} s`,
    head,
    ...lines,
    `${met ? 'Met' : 'Missed'}: ${limits}`,
    ...warnings,
  ].join('\n')}\n`;
}
