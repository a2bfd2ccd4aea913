import { EXIT } from '../errors';
import type { RunFigures } from '../figures/collector';
import { inTerminal } from '../figures/format';
import type { Reason } from '../request/row';
import type { EndedOutcome, Results } from '../results/schema';
import type { Slo } from '../settings/settings';

/** How a run came to its end, and why where it was not its own. */
export interface RunEnd {
  readonly outcome: EndedOutcome;
  readonly reason: string | null;
}

/** Why a run is cut off, as the reason of its abort signal. */
export class CutOff extends Error {
  constructor(readonly end: RunEnd) {
    super(end.reason ?? end.outcome);
  }
}

/** What a run that came to its end is held against. */
export interface Standards {
  /** The largest fraction of attempts that may fail. */
  readonly maxErrorRate: number;
  readonly slo?: Slo | undefined;
}

/** From this fraction of attempts on, what is left are the figures of another load. */
const GENERATOR_DECIDES = 0.01;
const LIMITS =
  'open files (ulimit -n), ports, buffers or memory of the machine that sends the load; raise them, or lower --concurrency or --rate';

/** Counts by reason as a sentence has them, the most frequent one first. */
export function reasonsText(counts: Partial<Record<Reason, number>>): string {
  return Object.entries(counts)
    .sort(([, one], [, other]) => other - one)
    .map(([reason, count]) => `${count} × ${reason}`)
    .join(', ');
}

/**
 * Judges a run that came to its own end: it failed where not one request succeeded, where the load generator's own
 * limits decided what came out, or where too many requests failed.
 */
export function judge(figures: RunFigures, standards: Standards): RunEnd {
  const why = nothing(figures) ?? byGenerator(figures, standards) ?? tooMany(figures, standards);
  return why === undefined ? { outcome: 'done', reason: null } : { outcome: 'failed', reason: why };
}

function nothing({ counts, errorsByReason }: RunFigures): string | undefined {
  if (counts.successes > 0) return undefined;
  const why = reasonsText(errorsByReason) || 'none was sent';
  return `no request succeeded: ${why}${errorsByReason.generator ? ` (generator: ${LIMITS})` : ''}`;
}

function byGenerator(
  { counts, errorsByReason }: RunFigures,
  { slo }: Standards,
): string | undefined {
  const { attempts, good } = counts;
  const { generator = 0 } = errorsByReason;
  if (generator === 0) return undefined;
  const missedByIt =
    slo !== undefined &&
    good !== null &&
    good < slo.good * attempts &&
    good >= slo.good * (attempts - generator);
  if (generator <= GENERATOR_DECIDES * attempts && !missedByIt) return undefined;
  return `${generator} of ${attempts} requests failed at limits of the load generator itself, and decide the result: ${LIMITS}`;
}

function tooMany(
  { counts, errorsByReason }: RunFigures,
  { maxErrorRate }: Standards,
): string | undefined {
  const { attempts, errors } = counts;
  if (errors <= maxErrorRate * attempts) return undefined;
  const { percent } = inTerminal;
  return `${percent(errors / attempts)} of the requests failed, --max-error-rate allows ${percent(maxErrorRate)}: ${reasonsText(errorsByReason)}`;
}

/** What the program ends with after a run. */
export function exitCode({ outcome, slo }: Results): number {
  if (outcome === 'interrupted') return EXIT.interrupted;
  if (outcome === 'failed') return EXIT.failed;
  return slo?.met === false ? EXIT.missed : EXIT.done;
}
