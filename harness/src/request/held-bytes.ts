const FIRST_SEGMENT = 512;
const LARGEST_SEGMENT = 1024 * 1024;

/** Bytes that are held until more come: appending costs no copy of what is held, whatever the size of the parts. */
export class HeldBytes {
  /** Bytes held. */
  length = 0;
  private segments: Buffer[] = [];
  private used = 0;

  /** @param grew called with how many bytes of memory were taken, or with a negative number given back */
  constructor(private readonly grew: (bytes: number) => void = () => {}) {}

  /** Appends a copy of some bytes. */
  append(bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length) {
      const segment = this.segmentWithRoom();
      const count = Math.min(segment.length - this.used, bytes.length - from);
      segment.set(bytes.subarray(from, from + count), this.used);
      this.used += count;
      this.length += count;
      from += count;
    }
  }

  /** Takes all bytes out; they stay as they are until more are appended. */
  take(): Buffer {
    const { segments, length } = this;
    const [first, ...more] = segments;
    if (!first || more.length > 0) {
      this.empty([]);
      return Buffer.concat(segments, length);
    }
    // A short line needs no other memory than the one before.
    this.empty(segments);
    return first.subarray(0, length);
  }

  /** Forgets all bytes, and gives their memory back. */
  clear(): void {
    if (this.segments.length > 0) this.empty([]);
  }

  private segmentWithRoom(): Buffer {
    const last = this.segments.at(-1);
    if (last && this.used < last.length) return last;
    const size = last ? Math.min(LARGEST_SEGMENT, 2 * last.length) : FIRST_SEGMENT;
    const segment = Buffer.allocUnsafeSlow(size);
    this.segments.push(segment);
    this.used = 0;
    this.grew(size);
    return segment;
  }

  private empty(kept: Buffer[]): void {
    this.grew(sizeOf(kept) - sizeOf(this.segments));
    this.segments = kept;
    this.used = 0;
    this.length = 0;
  }
}

const sizeOf = (segments: readonly Buffer[]): number =>
  segments.reduce((sum, { length }) => sum + length, 0);
