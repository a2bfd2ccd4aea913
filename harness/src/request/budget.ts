import { BOUNDS } from './bounds';

/** What one unfinished answer holds of the budget of all. */
export interface Share {
  /** Takes so many bytes more, or with a negative number gives them back. */
  take(bytes: number): void;
  /** Gives everything back. */
  close(): void;
}

/** Memory that all unfinished answers share; where it is used up, the answer that holds most of it fails. */
export class AnswerBudget {
  private total = 0;
  private readonly open = new Set<OpenShare>();

  /** @param most bytes for all answers together */
  constructor(private readonly most: number = BOUNDS.held) {}

  /**
   * Opens the share of one answer.
   *
   * @param tooMuch called once where it is this answer that must fail
   */
  share(tooMuch: () => void): Share {
    const share: OpenShare = {
      ...{ bytes: 0, closed: false, tooMuch },
      take: (bytes) => this.take(share, bytes),
      close: () => this.close(share),
    };
    return share;
  }

  /** Bytes that are held now. */
  get held(): number {
    return this.total;
  }

  private take(share: OpenShare, bytes: number): void {
    // An answer that is over may still be in the middle of what it does.
    if (share.closed) return;
    share.bytes += bytes;
    this.total += bytes;
    if (share.bytes > 0) this.open.add(share);
    else this.open.delete(share);
    while (this.total > this.most) {
      const largest = this.largest();
      this.close(largest);
      largest.tooMuch();
    }
  }

  private close(share: OpenShare): void {
    this.total -= share.bytes;
    share.bytes = 0;
    share.closed = true;
    this.open.delete(share);
  }

  private largest(): OpenShare {
    return [...this.open].reduce((most, each) => (each.bytes > most.bytes ? each : most));
  }
}

interface OpenShare extends Share {
  bytes: number;
  closed: boolean;
  readonly tooMuch: () => void;
}
