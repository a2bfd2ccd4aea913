import { chunksOf, type RequestRow } from '../request/row';
import type { Percentile } from './distribution';

/** What all measures have; every one is a time in milliseconds. */
interface Described {
  readonly title: string;
  /** What is measured, in a sentence or two for the report and the documentation. */
  readonly definition: string;
}

/** Of which a request has several values: those of all requests are pooled. It has a row in the tables. */
interface Pooled extends Described {
  readonly values: (row: RequestRow) => readonly number[];
}

/** Of which a request has one value, or none, and where that is shown beside the tables. */
interface PerRequest extends Described {
  readonly value: (row: RequestRow) => number | undefined;
  /** Its name in a narrow column. @default the title */
  readonly short?: string;
  /** Its name within a sentence. @default the title */
  readonly noun?: string;
  /** The measure of which this is the same from schedule: it is drawn over that one's distribution. */
  readonly fromScheduleOf?: string;
  /** Whether runs are compared by it. */
  readonly compared?: true;
  /** The plots of the report that show it. */
  readonly plots?: readonly ('over time' | 'distribution')[];
  /** Percentiles on the report's cards and in the list of runs, with their digits after the point. */
  readonly headline?: Readonly<Partial<Record<Percentile, number>>>;
  /** Its metric, in seconds: a histogram while a run goes on, a gauge of the last run. */
  readonly metric?: string;
  /** The dashboard's section with its metric. @default 'latency' */
  readonly section?: 'load';
}

const between = (from: number | undefined, to: number | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : to - from;

/** Only a whole answer has a last token: a stream that broke off might have had more. */
const lastToken = (row: RequestRow): number | undefined =>
  row.outcome === 'success' ? row.lastTokenMs : undefined;

/** What came all at once has no time per token: 0 would meet any limit. */
function perOutputToken(row: RequestRow): number | undefined {
  const { outputTokens = 0 } = row;
  const time = between(row.firstTokenMs, lastToken(row));
  return !time || outputTokens < 2 ? undefined : time / (outputTokens - 1);
}

/** Whether an answer of several tokens came in one chunk, or in chunks that came together. */
export const cameAtOnce = (row: RequestRow): boolean =>
  row.outcome === 'success' &&
  row.firstTokenMs !== undefined &&
  row.firstTokenMs === row.lastTokenMs &&
  (row.outputTokens ?? chunksOf(row)) >= 2;

const measures = {
  ttft: {
    title: 'Time to first token',
    short: 'TTFT',
    definition:
      'From sending a request to the first chunk with content, reasoning or a tool call. A chunk with the role alone is no token.',
    value: (row) => between(row.sentMs, row.firstTokenMs),
    compared: true,
    plots: ['over time', 'distribution'],
    headline: { p50: 1, p99: 1 },
    metric: 'time_to_first_token_seconds',
  },
  tpot: {
    title: 'Time per output token',
    definition:
      'From the first to the last token, divided by the output tokens less one; for whole answers of two tokens or more that did not come all at once.',
    value: perOutputToken,
    compared: true,
    plots: ['distribution'],
    metric: 'time_per_output_token_seconds',
  },
  chunkGap: {
    title: 'Chunk gap',
    definition:
      'Time between chunks that carry tokens, of all requests together. A chunk may carry several tokens.',
    values: (row) => row.chunkGapsMs,
  },
  endToEnd: {
    title: 'End to end',
    noun: 'end-to-end time',
    definition: 'From sending a request to its last token; for whole answers.',
    value: (row) => between(row.sentMs, lastToken(row)),
    compared: true,
    plots: ['over time', 'distribution'],
    headline: { p99: 0 },
    metric: 'request_duration_seconds',
  },
  ttftFromSchedule: {
    title: 'Time to first token, from schedule',
    definition:
      'From when the schedule said to send a request to its first token: what a user would have waited.',
    value: (row) => between(row.scheduledMs, row.firstTokenMs),
    fromScheduleOf: 'ttft',
    compared: true,
  },
  endToEndFromSchedule: {
    title: 'End to end, from schedule',
    definition:
      'From when the schedule said to send a request to its last token: what a user would have waited.',
    value: (row) => between(row.scheduledMs, lastToken(row)),
    fromScheduleOf: 'endToEnd',
    compared: true,
    plots: ['distribution'],
    metric: 'request_duration_from_schedule_seconds',
  },
  scheduleDelay: {
    title: 'Schedule delay',
    definition:
      'From when the schedule said to send a request to when it was sent: the wait in the load generator itself.',
    value: (row) => between(row.scheduledMs, row.sentMs),
    plots: ['distribution'],
    metric: 'schedule_delay_seconds',
    section: 'load',
  },
} as const satisfies Readonly<Record<string, PerRequest | Pooled>>;

/** The name of a figure that is a distribution over requests or chunks. */
export type MeasureName = keyof typeof measures;

/** One figure of which each request has a value, several, or none; over requests that count. */
export interface Measure extends Omit<PerRequest, 'value'> {
  readonly name: MeasureName;
  /** The values of one request in milliseconds; none where it has no such figure, or does not count. */
  readonly values: (row: RequestRow) => readonly number[];
  /** The value of one request; `undefined` where it has none, or may have several. */
  readonly value: (row: RequestRow) => number | undefined;
  readonly short: string;
  readonly noun: string;
}

/** Whether a request counts: those of the warm-up, and those that the end of the run cut off, are in no figure. */
export const isAttempt = (row: RequestRow): boolean =>
  row.phase === 'measured' && row.outcome !== 'unfinished';

const inSentence = (title: string): string => title.charAt(0).toLowerCase() + title.slice(1);

const NONE: readonly number[] = [];

function measureOf(name: MeasureName, entry: PerRequest | Pooled): Measure {
  const inText = inSentence(entry.title);
  const names = { name, short: inText, noun: inText };
  if ('values' in entry) {
    const values = (row: RequestRow) => (isAttempt(row) ? entry.values(row) : NONE);
    return { ...names, ...entry, values, value: () => undefined };
  }
  const value = (row: RequestRow) => (isAttempt(row) ? entry.value(row) : undefined);
  const values = (row: RequestRow) => {
    const one = value(row);
    return one === undefined ? NONE : [one];
  };
  return { ...names, ...entry, values, value };
}

/** All distributions by their names, in the order in which they are shown. */
export const MEASURES = Object.fromEntries(
  Object.entries(measures).map(([name, entry]) => [name, measureOf(name as MeasureName, entry)]),
) as Readonly<Record<MeasureName, Measure>>;

/** The names of all distributions. */
export const MEASURE_NAMES = Object.keys(measures) as readonly MeasureName[];

/** The measures that are shown in one way or another. */
export const measuresWith = (isShown: (measure: Measure) => unknown): readonly Measure[] =>
  Object.values(MEASURES).filter(isShown);

/** A figure that stands out: it has a card in the report and a column in the list of runs. */
export interface Headline {
  readonly name: MeasureName;
  readonly percentile: Percentile;
  readonly digits: number;
  /** What stands on the card. */
  readonly label: string;
  /** What stands over the column. */
  readonly heading: string;
}

/** The headlines of all measures. */
export const HEADLINES: readonly Headline[] = Object.values(MEASURES).flatMap(
  ({ name, title, short, headline = {} }) =>
    Object.entries(headline).map(([percentile, digits]) => ({
      ...{ name, percentile: percentile as Percentile, digits },
      label: `${inSentence(title)}, ${percentile}`,
      heading: `${short} ${percentile}, ms`,
    })),
);
