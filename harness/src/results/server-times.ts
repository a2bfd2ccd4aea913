import { Distribution } from '../figures/distribution';
import { isAttempt } from '../figures/measures';
import type { RequestRow } from '../request/row';
import type { ServerFigures } from './server';

/** Percentiles of where requests spent the time to their first token, by vLLM's metrics in their answers. */
export class ServerTimesCollector {
  private readonly queue = new Distribution();
  private readonly prefill = new Distribution();
  private readonly outside = new Distribution();

  /** Adds a request; one whose answer does not say is passed over. */
  add(row: RequestRow): void {
    const { server, sentMs, firstTokenMs } = row;
    if (!server || !isAttempt(row)) return;
    this.queue.add(server.queueMs);
    this.prefill.add(server.prefillMs);
    if (sentMs === undefined || firstTokenMs === undefined) return;
    this.outside.add(Math.max(0, firstTokenMs - sentMs - server.queueMs - server.prefillMs));
  }

  /** What was added so far; `undefined` where no answer said anything. */
  figures(): ServerFigures['perRequest'] {
    if (this.queue.count === 0) return undefined;
    const [queue, prefill, outside] = [this.queue, this.prefill, this.outside].map((each) => {
      const { count, mean, p50, p90, p99, max } = each.summary();
      return { count, mean, p50, p90, p99, max };
    }) as [Summary, Summary, Summary];
    return { queue, prefill, outside };
  }
}

type Summary = NonNullable<ServerFigures['perRequest']>['queue'];
