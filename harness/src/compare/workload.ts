import { isDeepStrictEqual } from 'node:util';
import { printable } from 'kvmini-contract/printable';
import type { RunRecord } from '../results/schema';

/** Something in which runs differ. */
export interface WorkloadDifference {
  readonly what: string;
  /** What each run says, base first, without repetitions; what one does not say is a hyphen. */
  readonly values: readonly string[];
}

/**
 * What runs differ in: the circumstances, such as the server's version, are often what a comparison is for; with another
 * workload their figures answer different questions.
 */
export interface WorkloadDifferences {
  readonly circumstances: readonly WorkloadDifference[];
  readonly workload: readonly WorkloadDifference[];
}

type Look = (record: RunRecord) => unknown;

const setting =
  (name: string): Look =>
  ({ settings }) =>
    settings[name];

/** A pattern says when to send where there is a rate; how bursty it is, where it is bursty. */
const pattern: Look = ({ settings }) =>
  settings.rate === undefined ? undefined : (settings.pattern ?? undefined);

const burstiness: Look = (record) =>
  pattern(record) === 'bursty' ? record.settings.burstiness : undefined;

/** Each image once: the pods of a run mostly have the same. */
const imagesOf = (serving: RunRecord['serving']): string | null | undefined =>
  serving?.start.pods &&
  [...new Set(serving.start.pods.flatMap(({ images }) => images))].sort().join(', ');

const CIRCUMSTANCES: Readonly<Record<string, Look>> = {
  model: ({ target }) => target?.model,
  server: ({ target }) => target?.server,
  'server version': ({ serving }) => serving?.start.version,
  replicas: ({ serving }) => serving?.start.ready,
  images: ({ serving }) => imagesOf(serving),
  max_model_len: ({ serving }) => serving?.start.maxModelLen,
  address: ({ target }) => target?.url,
  'harness version': ({ harness }) => harness,
  'node version': ({ node }) => node,
  hardware: ({ machine }) =>
    machine &&
    `${machine.cores} × ${machine.cpu}, ${Math.round(machine.memoryBytes / 2 ** 30)} GiB`,
  'price of a GPU-hour': setting('price'),
  'prices of GPU-hours': setting('prices'),
  workers: ({ settings }) => settings.workers ?? 1,
  requests: setting('requests'),
  'duration, ms': setting('durationMs'),
  'request timeout, ms': setting('requestTimeoutMs'),
};

const WORKLOAD: Readonly<Record<string, Look>> = {
  profile: setting('profile'),
  rate: setting('rate'),
  pattern,
  burstiness,
  concurrency: setting('concurrency'),
  'prompt tokens': setting('promptTokens'),
  'output tokens at most': setting('maxTokens'),
  'data set': setting('dataset'),
  endpoint: setting('endpoint'),
  'streamed answers': setting('stream'),
  'warm-up requests': setting('warmup'),
  SLO: setting('slo'),
  'extra body': setting('extraBody'),
};

function differences(
  records: readonly RunRecord[],
  looks: Readonly<Record<string, Look>>,
): WorkloadDifference[] {
  return Object.entries(looks).flatMap(([what, look]) => {
    const found = records.map((record) => look(record) ?? null);
    if (found.every((value) => isDeepStrictEqual(value, found[0]))) return [];
    return [{ what, values: [...new Set(found.map(shown))] }];
  });
}

function shown(value: unknown): string {
  if (value === null) return '-';
  return printable(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** What the runs of a comparison differ in, by what their records say. */
export const workloadDifferences = (records: readonly RunRecord[]): WorkloadDifferences => ({
  circumstances: differences(records, CIRCUMSTANCES),
  workload: differences(records, WORKLOAD),
});
