import { inTerminal } from '../figures/format';
import { MEASURE_NAMES, MEASURES } from '../figures/measures';
import type { Results } from '../results/schema';

const COLUMNS = ['mean', 'p50', 'p90', 'p95', 'p99', 'max'] as const;

const { number, percent } = inTerminal;

/** The figures of a run as lines for a terminal. */
export function summarize(results: Results): string {
  return [...rates(results), '', ...table(results), ...warnings(results)].join('\n');
}

function rates(results: Results): string[] {
  const { counts } = results;
  const reasons = Object.entries(results.errorsByReason).map(([name, n]) => `${name} ${n}`);
  const lines: [string, string][] = [
    ['Requests', `${counts.attempts}, of which ${counts.successes} succeeded`],
    ['Error rate', [percent(results.errorRate), ...reasons].join('  ')],
    ['Duration', `${number(results.durationSeconds, 2)} s`],
    ['Request throughput', `${number(results.requestThroughput, 2)} /s`],
    ['Output throughput', `${number(results.outputTokenThroughput, 1)} tokens/s`],
  ];
  if (results.slo) {
    const verdict = results.slo.met ? 'met' : 'missed';
    const wanted = percent(results.slo.good);
    lines.push(
      ['Goodput', `${number(results.goodput, 2)} /s`],
      ['Good requests', `${percent(results.goodFraction)} (SLO of ${wanted} ${verdict})`],
    );
  }
  return lines.map(([name, value]) => `${name.padEnd(20)}${value}`);
}

function table(results: Results): string[] {
  const width = Math.max(...MEASURE_NAMES.map((name) => MEASURES[name].title.length)) + 2;
  const head = 'milliseconds'.padEnd(width) + COLUMNS.map((each) => each.padStart(11)).join('');
  const rows = MEASURE_NAMES.map((name) => {
    const summary = results.distributions[name];
    const cells = COLUMNS.map((each) => number(summary?.[each]).padStart(11));
    return MEASURES[name].title.padEnd(width) + cells.join('');
  });
  return [head, ...rows];
}

function warnings({ warnings }: Results): string[] {
  return warnings.map((text) => `\nNote: ${text}`);
}
