import { SUMMARY_TIMES } from '../figures/distribution';
import { inTerminal } from '../figures/format';
import { MEASURES } from '../figures/measures';
import type { Results } from '../results/schema';

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
  const measures = Object.values(MEASURES);
  const width = Math.max(...measures.map(({ title }) => title.length)) + 2;
  const cells = (texts: readonly string[]) => texts.map((text) => text.padStart(11)).join('');
  const head = 'milliseconds'.padEnd(width) + cells(SUMMARY_TIMES);
  const rows = measures.map(({ name, title }) => {
    const summary = results.distributions[name];
    return title.padEnd(width) + cells(SUMMARY_TIMES.map((each) => number(summary?.[each])));
  });
  return [head, ...rows];
}

function warnings({ warnings }: Results): string[] {
  return warnings.map((text) => `\nNote: ${text}`);
}
