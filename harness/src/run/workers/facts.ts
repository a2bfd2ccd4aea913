import type { LoadOutcome } from '../../load/sender';
import type { GeneratorHealth, WorkerHealth } from '../../results/generator';
import type { BenchSettings } from '../../settings/settings';
import { countIn, placesIn } from '../../workload/partition';
import { countOf } from './account';
import type { Member } from './member';

/** What all facts are held against. */
export interface FactsOf {
  readonly settings: BenchSettings;
  /** When the measured load was to begin, in milliseconds since the run did; `undefined` where it did not. */
  readonly begunMs: number | undefined;
}

/** How a load came out that several workers sent. */
export function outcomeOf(members: readonly Member[], facts: FactsOf): LoadOutcome {
  const outcomes = members.flatMap(({ finished }) => (finished ? [finished.loaded.outcome] : []));
  const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);
  const workers = members.map((member) => workerHealth(member, facts));
  return {
    unsent: sum(outcomes.map(({ unsent }) => unsent)),
    heldBack: sum(outcomes.map(({ heldBack }) => heldBack)),
    notes: [...new Set(outcomes.flatMap(({ notes }) => notes))],
    waited: {},
    lost: sum(workers.map(({ lost }) => lost)),
    generator: (own) => combined(own, workers),
  };
}

function workerHealth(member: Member, { settings, begunMs }: FactsOf): WorkerHealth {
  const { share, finished } = member;
  const { requests, concurrency } = settings;
  const planned = requests === undefined ? Number.POSITIVE_INFINITY : countIn(share, requests);
  const { outcome, health, begunMs: begun = null } = finished?.loaded ?? {};
  const lostIndexes = member.lost('measured', planned);
  const clock = member.clock.facts;
  return {
    worker: share.worker,
    requests: Number.isFinite(planned) ? planned : null,
    concurrency: placesIn(share, concurrency),
    unsent: outcome?.unsent ?? 0,
    heldBack: outcome?.heldBack ?? 0,
    lost: countOf(lostIndexes, share),
    ...(lostIndexes.length > 0 && { lostIndexes }),
    startDelayMs: begun === null || begunMs === undefined ? null : begun - begunMs,
    clockBoundMs: clock?.boundMs ?? null,
    clockDriftMs: clock?.driftMs ?? null,
    ...health,
    ...outcome?.waited,
  };
}

/** All processes as one load generator: what is used is summed, what holds a worker back is that of the worst. */
function combined(own: GeneratorHealth, workers: readonly WorkerHealth[]): GeneratorHealth {
  const { eventLoopUtilization, cpuSeconds, residentBytes } = own;
  const all = (name: NumberOf) => workers.flatMap((each) => each[name] ?? []);
  const most = (name: NumberOf) => Math.max(0, ...all(name));
  const sum = (name: NumberOf) => all(name).reduce((total, each) => total + each, 0);
  const waits = all('runQueueWait').length > 0;
  const delays = all('startDelayMs');
  const bounds = all('clockBoundMs');
  return {
    eventLoopUtilization: most('eventLoopUtilization'),
    cpuSeconds: cpuSeconds + sum('cpuSeconds'),
    residentBytes: residentBytes + sum('residentBytes'),
    ...(own.stolenCpu !== undefined && { stolenCpu: Math.max(own.stolenCpu, most('stolenCpu')) }),
    ...(own.throttledSeconds !== undefined && {
      throttledSeconds: Math.max(own.throttledSeconds, most('throttledSeconds')),
    }),
    ...(waits && {
      runQueueWait: most('runQueueWait'),
      runQueueWaitSeconds: most('runQueueWaitSeconds'),
    }),
    ...(delays.length > 0 && { startSpreadMs: Math.max(...delays) - Math.min(...delays) }),
    ...(bounds.length > 0 && { clockBoundMs: Math.max(...bounds) }),
    coordinator: { eventLoopUtilization, cpuSeconds, residentBytes },
    workers: [...workers],
  };
}

type NumberOf =
  | 'eventLoopUtilization'
  | 'cpuSeconds'
  | 'residentBytes'
  | 'stolenCpu'
  | 'throttledSeconds'
  | 'runQueueWait'
  | 'runQueueWaitSeconds'
  | 'startDelayMs'
  | 'clockBoundMs';
