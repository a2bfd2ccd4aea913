import type { Phase } from '../../request/row';
import { indexIn, type Share } from '../../workload/partition';

/** Indexes of one share that follow each other, both ends included. */
export interface IndexRange {
  readonly from: number;
  readonly to: number;
}

/** Of which requests of a share there are rows: a bit a request. */
export class ShareAccount {
  private readonly seen: Record<Phase, Bits> = { warmup: new Bits(), measured: new Bits() };

  constructor(private readonly share: Share) {}

  /** Notes that a request has its row; `false` where it had one before, or is another worker's. */
  note(phase: Phase, index: number): boolean {
    const nth = (index - this.share.worker) / this.share.of;
    if (!Number.isInteger(nth) || nth < 0) return false;
    return this.seen[phase].set(nth);
  }

  /** The requests that may have been sent and have no row, of the first so many of the share. */
  lost(phase: Phase, sent: number): IndexRange[] {
    const ranges: { from: number; to: number }[] = [];
    let last: { from: number; to: number } | undefined;
    for (let nth = 0; nth < sent; nth++) {
      if (this.seen[phase].has(nth)) {
        last = undefined;
        continue;
      }
      const index = indexIn(this.share, nth);
      if (last) last.to = index;
      else {
        last = { from: index, to: index };
        ranges.push(last);
      }
    }
    return ranges;
  }
}

/** How many indexes lie in ranges of a share. */
export const countOf = (ranges: readonly IndexRange[], { of }: Share): number =>
  ranges.reduce((sum, { from, to }) => sum + (to - from) / of + 1, 0);

const MOST_SHOWN = 5;

/** Ranges of a share in words, such as `3 to 11 (every 4th), 19`. */
export function rangesText(ranges: readonly IndexRange[], { of }: Share): string {
  const step = of === 1 ? '' : ` (every ${of}${ordinal(of)})`;
  const texts = ranges
    .slice(0, MOST_SHOWN)
    .map(({ from, to }) => (from === to ? String(from) : `${from} to ${to}${step}`));
  const more = ranges.length - MOST_SHOWN;
  return [...texts, ...(more > 0 ? [`and ${more} more ranges`] : [])].join(', ');
}

function ordinal(number: number): string {
  const tens = number % 100;
  if (tens >= 11 && tens <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][number % 10] ?? 'th';
}

/** As many bits as are set. */
class Bits {
  private bytes = new Uint8Array(64);

  /** Sets a bit; `false` where it was set. */
  set(place: number): boolean {
    if (this.has(place)) return false;
    const at = Math.floor(place / 8);
    if (at >= this.bytes.length) this.grow(at + 1);
    this.bytes[at] = (this.bytes[at] ?? 0) | (1 << (place % 8));
    return true;
  }

  has(place: number): boolean {
    return ((this.bytes[Math.floor(place / 8)] ?? 0) & (1 << (place % 8))) !== 0;
  }

  private grow(least: number): void {
    const more = new Uint8Array(Math.max(least, 2 * this.bytes.length));
    more.set(this.bytes);
    this.bytes = more;
  }
}
