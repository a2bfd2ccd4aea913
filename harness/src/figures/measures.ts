import type { RequestRow } from '../request/row';

/** One figure of which each request has a value, several, or none. */
export interface Measure {
  readonly title: string;
  /** What is measured, in a sentence for the report. */
  readonly definition: string;
  /** The values of one request in milliseconds; none where it has no such figure. */
  readonly values: (row: RequestRow) => readonly number[];
}

type Time = number | undefined;

const between = (from: Time, to: Time): readonly number[] =>
  from === undefined || to === undefined ? [] : [to - from];

/** Only a whole answer has a last token: a stream that broke off might have had more. */
const lastToken = (row: RequestRow): Time =>
  row.outcome === 'success' ? row.lastTokenMs : undefined;

function perOutputToken(row: RequestRow): readonly number[] {
  const { outputTokens = 0 } = row;
  if (outputTokens < 2) return [];
  return between(row.firstTokenMs, lastToken(row)).map((time) => time / (outputTokens - 1));
}

/** Whether a request counts: those of the warm-up, and those that the end of the run cut off, are in no figure. */
export const isAttempt = (row: RequestRow): boolean =>
  row.phase === 'measured' && row.outcome !== 'unfinished';

const counted =
  (values: Measure['values']): Measure['values'] =>
  (row) =>
    isAttempt(row) ? values(row) : [];

const measures = {
  ttft: {
    title: 'Time to first token',
    definition:
      'From sending a request to the first chunk with content, reasoning or a tool call. A chunk with the role alone is no token.',
    values: (row) => between(row.sentMs, row.firstTokenMs),
  },
  tpot: {
    title: 'Time per output token',
    definition:
      'From the first to the last token, divided by the output tokens less one; for whole answers of two tokens or more.',
    values: perOutputToken,
  },
  chunkGap: {
    title: 'Chunk gap',
    definition:
      'Time between chunks that carry tokens, of all requests together. A chunk may carry several tokens.',
    values: (row) => row.chunkGapsMs,
  },
  endToEnd: {
    title: 'End to end',
    definition: 'From sending a request to its last token; for whole answers.',
    values: (row) => between(row.sentMs, lastToken(row)),
  },
  ttftFromSchedule: {
    title: 'Time to first token, from schedule',
    definition:
      'From when the schedule said to send a request to its first token: what a user would have waited.',
    values: (row) => between(row.scheduledMs, row.firstTokenMs),
  },
  endToEndFromSchedule: {
    title: 'End to end, from schedule',
    definition:
      'From when the schedule said to send a request to its last token: what a user would have waited.',
    values: (row) => between(row.scheduledMs, lastToken(row)),
  },
  scheduleDelay: {
    title: 'Schedule delay',
    definition:
      'From when the schedule said to send a request to when it was sent: the wait in the load generator itself.',
    values: (row) => between(row.scheduledMs, row.sentMs),
  },
} satisfies Record<string, Measure>;

/** The name of a figure that is a distribution over requests or chunks. */
export type MeasureName = keyof typeof measures;

/** The names of all distributions, in the order in which they are shown. */
export const MEASURE_NAMES = Object.keys(measures) as readonly MeasureName[];

/** All distributions, over measured requests that were not cut off by the end of the run. */
export const MEASURES = Object.fromEntries(
  Object.entries(measures).map(([name, each]) => [
    name,
    { ...each, values: counted(each.values) } satisfies Measure,
  ]),
) as Readonly<Record<MeasureName, Measure>>;
