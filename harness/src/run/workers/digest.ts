import { createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Access } from '../../request/access';
import { RESULTS_VERSION } from '../../results/schema';
import type { BenchSettings } from '../../settings/settings';
import { VERSION } from '../../version';
import type { Digest } from './protocol';

/**
 * The digest of everything that must be equal for two processes to be of one run.
 *
 * @param token the run's secret: what is made of keys tells nothing without it
 */
export async function digestOf(
  settings: BenchSettings,
  access: Access,
  token: string,
): Promise<Digest> {
  const { dataset, tokenizer } = settings;
  return {
    version: VERSION,
    schema: RESULTS_VERSION,
    settings: createHash('sha256').update(inOrder(settings)).digest('hex'),
    dataset: dataset === undefined ? null : await fileHash(dataset),
    tokenizer: tokenizer === undefined ? null : await fileHash(tokenizer),
    access: createHmac('sha256', token).update(inOrder(access)).digest('hex'),
  };
}

/** What is not equal, in words; `undefined` where all is. */
export function digestProblem(worker: number, theirs: Digest, ours: Digest): string | undefined {
  const name = `worker ${worker}`;
  if (theirs.version !== ours.version) {
    return `${name} runs ${theirs.version}, this run ${ours.version}: all of a run must be of one version`;
  }
  if (theirs.schema !== ours.schema) {
    return `${name} writes results of version ${theirs.schema}, this run of version ${ours.schema}`;
  }
  const unlike = (Object.keys(DIFFERENCES) as (keyof typeof DIFFERENCES)[]).find(
    (part) => theirs[part] !== ours[part],
  );
  return unlike && `${name} ${DIFFERENCES[unlike]}`;
}

const DIFFERENCES = {
  settings: 'has other settings than this run',
  dataset: 'has another data set than this run: the files called --dataset are not equal',
  tokenizer: 'has another tokenizer than this run: the files called --tokenizer are not equal',
  access:
    'has other keys, headers or certificates than this run: its environment, or files that flags name, are not equal',
} as const;

/** JSON in which the order of fields says nothing. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex');
}
