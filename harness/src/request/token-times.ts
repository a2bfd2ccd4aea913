import { MOST_GAPS } from './bounds';

/** The token-bearing chunks of one answer: when the first and the last came, and the gaps between them. */
export class TokenTimes {
  first: number | undefined;
  last: number | undefined;
  chunks = 0;
  readonly gaps: number[] = [];

  /** Notes a token-bearing chunk. */
  note(now: number): void {
    if (this.last !== undefined && this.gaps.length < MOST_GAPS) this.gaps.push(now - this.last);
    this.first ??= now;
    this.last = now;
    this.chunks++;
  }
}
