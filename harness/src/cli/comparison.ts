import type { Compared } from '../compare/compare';
import type { WorkloadDifference } from '../compare/workload';
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
