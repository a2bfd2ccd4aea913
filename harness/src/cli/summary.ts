import { printable } from 'kvmini-contract/printable';
import { SUMMARY_TIMES } from '../figures/distribution';
import { inTerminal } from '../figures/format';
import { failureKinds, finishText, firstText } from '../figures/kinds';
import { MEASURES } from '../figures/measures';
import { labelIn, textIn, totalsIn } from '../figures/shown-totals';
import { coldLines } from '../results/cold-lines';
import type { Results } from '../results/schema';
import { serverLines } from '../results/server-lines';
import { workersText } from '../results/workers';

/** Notes may have words of a server in them. */
const LONGEST_NOTE = 2_000;
const SERVER_LABEL = 24;

/** The figures of a run as lines for a terminal. */
export function summarize(results: Results): string {
  const figures = [
    ...rates(results),
    ...kinds(results),
    ...addresses(results),
    ...workers(results),
    ...cold(results),
    ...server(results),
  ];
  return [...figures, '', ...table(results), ...warnings(results)].join('\n');
}

const rates = (results: Results): string[] =>
  totalsIn('summary', results).map((total) => {
    const text = textIn('summary', total, results, inTerminal);
    return `${labelIn('summary', total).padEnd(20)}${text}`;
  });

/** Why answers ended, and what is known of the first failure of each kind. */
function kinds(results: Results): string[] {
  const finished = finishText(results);
  const failures = failureKinds(results)
    .map((kind) => [`First ${kind.reason}`, firstText(kind)] as const)
    .filter(([, text]) => text !== '');
  const lines = [...(finished === '' ? [] : [['Finish reasons', finished] as const]), ...failures];
  return lines.map(([label, text]) => `${label.padEnd(19)} ${text}`);
}

function addresses({ addresses = [] }: Results): string[] {
  if (addresses.length < 2) return [];
  return addresses.map(({ address, requests, errors }, index) => {
    const label = (index === 0 ? 'Requests by address' : '').padEnd(20);
    return `${label}${printable(address)}  ${requests}, of which ${errors} failed`;
  });
}

function workers(results: Results): string[] {
  const text = workersText(results);
  return text === undefined ? [] : [`${'Workers'.padEnd(20)}${text}`];
}

const cold = (results: Results): string[] =>
  coldLines(results.cold, inTerminal).map(
    ([label, text]) => `${label.padEnd(20)}${printable(text, LONGEST_NOTE)}`,
  );

const server = (results: Results): string[] =>
  serverLines(results.server, inTerminal).map(
    ([label, text]) => `${label.padEnd(SERVER_LABEL)}${printable(text, LONGEST_NOTE)}`,
  );

function table(results: Results): string[] {
  const measures = Object.values(MEASURES);
  const width = Math.max(...measures.map(({ title }) => title.length)) + 2;
  const cells = (texts: readonly string[]) => texts.map((text) => text.padStart(11)).join('');
  const head = 'milliseconds'.padEnd(width) + cells(SUMMARY_TIMES);
  const rows = measures.map(({ name, title }) => {
    const summary = results.distributions[name];
    return (
      title.padEnd(width) + cells(SUMMARY_TIMES.map((each) => inTerminal.number(summary?.[each])))
    );
  });
  // Beside the schedule delay, the last of the measures: both are the load generator's own.
  return [head, ...rows, ...waited(results)];
}

function waited({ generator }: Results): string[] {
  const { runQueueWait: part, runQueueWaitSeconds: seconds } = generator ?? {};
  if (part === undefined) return [];
  const { percent, withUnit } = inTerminal;
  return [
    '',
    `The load generator waited for a CPU for ${percent(part)} of the time (${withUnit(seconds, 's')})`,
  ];
}

function warnings({ warnings }: Results): string[] {
  return warnings.map((text) => `\nNote: ${printable(text, LONGEST_NOTE)}`);
}
