const FIRST_SEGMENT = 512;
const LARGEST_SEGMENT = 1024 * 1024;
/** A segment up to this size is kept for the next line. */
const KEPT_SEGMENT = 4 * 1024;

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
    const [only] = this.segments;
    const all =
      this.segments.length === 1 && only
        ? only.subarray(0, this.length)
        : Buffer.concat(this.segments, this.length);
    this.empty(KEPT_SEGMENT);
    return all;
  }

  /** Forgets all bytes, and gives their memory back. */
  clear(): void {
    this.empty(0);
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

  private empty(kept: number): void {
    const [first] = this.segments;
    const keep = this.segments.length === 1 && first && first.length <= kept ? [first] : [];
    const given = this.segments.reduce((sum, { length }) => sum + length, 0);
    this.grew(keep.reduce((sum, { length }) => sum + length, 0) - given);
    this.segments = keep;
    this.used = 0;
    this.length = 0;
  }
}
