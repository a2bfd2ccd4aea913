import { flagOf } from 'kvmini-contract/flags';
import { UsageError } from '../errors';
import { readAddress, readProxy, takeApart } from './address';
import { bodyProblems } from './extra-body';
import { variableOf } from './fields';
import type { Layer } from './layer';
import { nameProblems } from './names';

/** Settings of all sources together, with where each is from. */
export interface Merged {
  readonly merged: Layer;
  readonly origins: Readonly<Record<string, string>>;
}

/** Settings that agree with each other, or what is wrong with them. */
export interface Reconciled {
  readonly settled: Layer;
  readonly origins: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

/** Holds settings against each other: what one says decides another, or contradicts it. */
export function reconcile({ merged, origins }: Merged): Reconciled {
  const called = (name: string) => (origins[name] === 'flag' ? flagOf(name) : variableOf(name));
  const address = checked(merged.url, readAddress);
  const proxy = checked(merged.proxy, readProxy);
  const problems = [
    ...[address, proxy].flatMap((each) => each.problem ?? []),
    ...nameProblems(merged, called),
    ...bodyProblems(merged.extraBody ?? {}),
  ];
  const byAddress = { ...endpointOf(address.url, origins) };
  const paced = withoutIdlePattern(merged, origins);
  const settled = { ...merged, ...byAddress.settings, ...paced.settings };
  problems.push(...contradictions(settled, origins));
  return {
    settled,
    origins: { ...origins, ...byAddress.origins, ...paced.origins },
    notes: paced.notes ?? [],
    problems,
  };
}

interface Change {
  readonly settings?: Partial<Layer>;
  readonly origins?: Readonly<Record<string, string>>;
  readonly notes?: readonly string[];
}

function checked(text: string | undefined, read: (text: string) => URL) {
  try {
    return text === undefined ? {} : { url: read(text) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { problem: error.message };
  }
}

/** The whole address of an endpoint says which one is meant, unless a flag says another. */
function endpointOf(url: URL | undefined, origins: Merged['origins']): Change {
  const endpoint = url && takeApart(url).endpoint;
  if (endpoint === undefined || origins.endpoint === 'flag') return {};
  return { settings: { endpoint }, origins: { endpoint: 'the address' } };
}

/** A profile may name a pattern without a rate, as those of kserve-vllm-mini do: then it decides nothing. */
function withoutIdlePattern(
  { pattern, rate }: Layer,
  { pattern: from }: Merged['origins'],
): Change {
  if (pattern === 'steady' || rate !== undefined || !from?.startsWith('profile ')) return {};
  return {
    settings: { pattern: 'steady' },
    origins: { pattern: 'default' },
    notes: [
      `the profile's pattern ${pattern} needs a rate, and there is none: each worker sends its next request when the last ended; give --rate for ${pattern} gaps`,
    ],
  };
}

function contradictions(
  { pattern, rate, stream, slo }: Layer,
  { pods, workers }: Merged['origins'],
): string[] {
  const all: [boolean, string][] = [
    [
      pattern !== 'steady' && rate === undefined,
      `--pattern: ${pattern} gaps need a --rate; without one, requests follow each other`,
    ],
    [
      stream === false && (slo?.ttft ?? slo?.tpot) !== undefined,
      '--slo: limits on ttft and tpot need --stream; a whole answer has no first token',
    ],
    [
      pods === 'flag' && workers === 'flag',
      '--pods: each of the pods is one worker; leave --workers out',
    ],
  ];
  return all.filter(([applies]) => applies).map(([, text]) => text);
}
