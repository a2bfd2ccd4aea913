import { readMaxRegression } from 'kvmini-contract/runs';
import type { Compared } from '../compare/compare';
import type { WorkloadDifference } from '../compare/workload';
import { UsageError } from '../errors';
import { inTerminal, signedPercent } from '../figures/format';

/** What differs, a line each. */
export const differenceLines = (differences: readonly WorkloadDifference[]): string[] =>
  differences.map(({ what, values }) => `  ${what}: ${values.join(' → ')}`);

function bounds(interval: Compared['interval']): string {
  if (interval === null) return '-';
  const [low, high] = interval;
  if (high === Number.POSITIVE_INFINITY) return `${signedPercent(low)} or more`;
  return low <= -1
    ? `${signedPercent(high)} or less`
    : `${signedPercent(low)} to ${signedPercent(high)}`;
}

/** The table of all figures: base, run, the change with its bounds, and what that means. */
export function comparisonTable(compared: readonly Compared[]): string[] {
  const width = Math.max(0, ...compared.map((each) => each.title.length)) + 2;
  const head = `${''.padEnd(width)}${'base'.padStart(12)}${'run'.padStart(12)}${'change'.padStart(11)}  ${'interval'.padEnd(22)}  verdict`;
  const lines = compared.map((each) => {
    const values = [each.base, each.run].map((value) =>
      inTerminal.withUnit(value, each.unit).padStart(12),
    );
    const verdict = each.missed ? 'worse than allowed' : each.verdict;
    return `${each.title.padEnd(width)}${values.join('')}${signedPercent(each.change).padStart(11)}  ${bounds(each.interval).padEnd(22)}  ${verdict}`;
  });
  return [head, ...lines];
}

/** The figures that are surely worse by more than is allowed. */
export const worseThanAllowed = (compared: readonly Compared[]): string[] =>
  compared.filter(({ missed }) => missed).map(({ title }) => title);

/** What is said of them. */
export const worseLine = (titles: readonly string[]): string =>
  `worse than --max-regression allows: ${titles.join('; ')}`;

/**
 * Reads `--max-regression`.
 *
 * @throws UsageError where it is no fraction
 */
export function readAllowed(text: string): number {
  const allowed = readMaxRegression(text);
  if (allowed !== undefined) return allowed;
  throw new UsageError(`--max-regression: expected a fraction such as 5% or 0.05, found "${text}"`);
}
