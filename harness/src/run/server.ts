import type { RunFigures } from '../figures/collector';
import { partsOfFirstToken } from '../figures/parts';
import type { RequestRow } from '../request/row';
import type { ServerFigures } from '../results/server';
import { cachedNote, reconciled } from '../results/server-parts';
import { ServerTimesCollector } from '../results/server-times';
import type { ReplicaLook } from '../target/replicas/look';
import { countedBy } from '../target/server/figures';
import { placeOfTarget } from '../target/server/places';
import { ServerWatch } from '../target/server/watch';
import type { Target } from '../target/target';

/** What the server says of a run: its own metrics, where they are to be scraped, and what its answers tell. */
export class ServerRun {
  private readonly times = new ServerTimesCollector();
  private watch: ServerWatch | undefined;
  private scraped: ServerFigures | undefined;

  /** @param look at the target's pods; `undefined` where they are not known */
  constructor(
    private readonly isWanted: boolean,
    private readonly look: ReplicaLook | undefined,
  ) {}

  /** Begins to count, right before the measured requests; an interruption ends what is waited for. */
  async start(target: Target, interrupted: AbortSignal): Promise<void> {
    if (!this.isWanted) return;
    this.watch = new ServerWatch({ look: this.look, place: placeOfTarget(target), interrupted });
    await this.watch.start();
  }

  /** Takes a row. */
  row(row: RequestRow): void {
    this.times.add(row);
  }

  /** Ends counting, right after the last answer; never fails. */
  async stop(figures: RunFigures): Promise<void> {
    if (!this.watch) return;
    const { counts, promptTokens } = figures;
    await this.watch.stop(counts.attempts);
    const counted = countedBy(this.watch.scrapers);
    const { replicas, counts: server } = counted;
    const cached = cachedNote(server?.prefixCacheHits, server?.prefixCacheQueries ?? null);
    const isSaid = cachedNote(figures.cachedTokens, promptTokens) !== undefined;
    const { times } = counted;
    const means = { queue: times?.queue.mean ?? null, prefill: times?.prefill.mean ?? null };
    const parts = partsOfFirstToken(figures, means);
    const areAll = replicas.every(({ scrapes }) => scrapes > 0);
    this.scraped = {
      ...counted,
      ...(parts && areAll && { parts }),
      notes: [
        ...(counted.notOffered === undefined ? [] : [notOffered(counted.notOffered)]),
        ...reconciled(figures, counted, replicas),
        ...(cached === undefined || isSaid ? [] : [cached]),
      ],
    };
  }

  /** What is known; `undefined` where the server was not asked and its answers say nothing. */
  figures(): ServerFigures | undefined {
    const perRequest = this.times.figures();
    if (!this.scraped && !perRequest) return undefined;
    const scraped = this.scraped ?? { replicas: [], notes: [] };
    return { ...scraped, ...(perRequest && { perRequest }) };
  }
}

const notOffered = (why: string): string => `The server's metrics are not offered: ${why}`;
