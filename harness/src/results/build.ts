import type { RunFigures } from '../figures/collector';
import type { Counts } from '../figures/counted';
import { inTerminal } from '../figures/format';
import { metSlo } from '../figures/slo';
import type { Slo } from '../settings/settings';
import type { GeneratorHealth } from './generator';
import { type LoadFacts, loadWarnings, type Warning } from './load-warnings';
import { RESULTS_VERSION, type Results, type RunOutcome } from './schema';
import { cachedNote } from './server-parts';

const BUSY = 0.9;
/** From here on tails of a few milliseconds are longer than they were on a machine of its own. */
const STOLEN = 0.02;
const THROTTLED_SECONDS = 0.1;
const UNKNOWN = "the run's output tokens and their throughput are unknown";

/** What is known of a run beside its figures. */
export interface RunFacts {
  readonly run: string;
  readonly profile: string;
  readonly outcome: RunOutcome;
  readonly reason: string | null;
  readonly slo: Slo | undefined;
  readonly unsent: number;
  readonly generator: GeneratorHealth | null;
  /** How the load was sent; `undefined` where only its rows are left. */
  readonly load?: LoadFacts | undefined;
}

/** Puts a run's figures and facts together as `results.json` holds them. */
export function buildResults(figures: RunFigures, facts: RunFacts): Results {
  const { slo, load, ...plain } = facts;
  return {
    schemaVersion: RESULTS_VERSION,
    ...plain,
    ...(load && { heldBack: load.heldBack }),
    slo: slo ? { ...slo, met: metSlo(figures, slo) } : null,
    ...figures,
    warnings: warnings(figures, facts),
  };
}

const requests = (count: number) => `${count} ${count === 1 ? 'request was' : 'requests were'}`;

function withoutUsage({ withoutUsage, tokenized = 0 }: Counts): string {
  const unknown = withoutUsage - tokenized;
  const counted = `a tokenizer counted the output tokens of ${tokenized}`;
  const rest =
    tokenized === 0 ? UNKNOWN : `${counted}, those of ${unknown} are unknown, so ${UNKNOWN}`;
  return `${requests(withoutUsage)} answered without usage: ${unknown === 0 ? counted : rest}`;
}

function warnings(figures: RunFigures, facts: RunFacts): string[] {
  const cached = cachedNote(figures.cachedTokens, figures.promptTokens);
  const { counts } = figures;
  const { atOnce = 0, lost = 0 } = counts;
  const {
    eventLoopUtilization: busy = 0,
    stolenCpu = 0,
    throttledSeconds = 0,
  } = facts.generator ?? {};
  const all: Warning[] = [
    ...loadWarnings(figures, facts.load, facts.generator),
    [
      facts.unsent > 0,
      `${requests(facts.unsent)} due and never sent, because --concurrency was used up: the server was slower than the rate`,
    ],
    [counts.withoutUsage > 0, withoutUsage(counts)],
    [
      atOnce > 0,
      `${requests(atOnce)} answered with several tokens all at once: they have no time per output token`,
    ],
    [
      lost > 0,
      `${requests(lost)} sent, or may have been, by a worker that was lost, and ${lost === 1 ? 'is' : 'are'} in no figure: nobody knows what became of ${lost === 1 ? 'it' : 'them'}`,
    ],
    [cached !== undefined, `${cached}`],
    [counts.unfinished > 0, `${requests(counts.unfinished)} cut off and in no figure`],
    [
      busy > BUSY && counts.attempts > 0,
      `The load generator's thread was busy for ${inTerminal.percent(busy, 0)} of the time: its own delays may be in the figures`,
    ],
    [
      stolenCpu > STOLEN && counts.attempts > 0,
      `The machine's host took ${inTerminal.percent(stolenCpu, 1)} of the CPU time for others: delays of the load generator may be in the figures`,
    ],
    [
      throttledSeconds > THROTTLED_SECONDS && counts.attempts > 0,
      `The CPU limit held the load generator's container back for ${inTerminal.withUnit(throttledSeconds, 's', 1)}: raise resources.limits.cpu, since these delays are in the figures`,
    ],
  ];
  return all.filter(([applies]) => applies).map(([, text]) => text);
}
