import { isUtf8 } from 'node:buffer';
import { UsageError } from '../errors';

/** No line of prompts is longer; a file without line ends is no list of prompts. */
const LONGEST_LINE_BYTES = 16 * 2 ** 20;
const LINE_END = 0x0a;
const BOM = Buffer.from('\uFEFF');

/** A line that is not blank. */
export interface Line {
  readonly text: string;
  /** File and line number, for messages. */
  readonly place: string;
}

/** Cuts a file, which comes in parts, into its lines; blank ones are counted and left out. */
export class LineCutter {
  private number = 1;
  private begun: Buffer[] = [];
  private begunBytes = 0;

  /** @param file its name for messages */
  constructor(private readonly file: string) {}

  /**
   * The lines that end in a part.
   *
   * @throws UsageError where a line is too long or no UTF-8
   */
  *cut(part: Buffer): Generator<Line> {
    let from = 0;
    for (;;) {
      const end = part.indexOf(LINE_END, from);
      this.add(part.subarray(from, end < 0 ? undefined : end));
      if (end < 0) return;
      yield* this.take();
      from = end + 1;
    }
  }

  /** The last line, where the file does not end with a line's end. */
  *end(): Generator<Line> {
    if (this.begunBytes > 0) yield* this.take();
  }

  private add(bytes: Buffer): void {
    this.begunBytes += bytes.length;
    if (this.begunBytes > LONGEST_LINE_BYTES) {
      const most = `${LONGEST_LINE_BYTES / 2 ** 20} MiB`;
      throw new UsageError(
        `${this.place()}: expected lines of at most ${most}, found a longer one`,
      );
    }
    // A copy: what is left of a part would keep all of it.
    if (bytes.length > 0) this.begun.push(Buffer.from(bytes));
  }

  private *take(): Generator<Line> {
    const place = this.place();
    const text = this.read(place);
    this.begun = [];
    this.begunBytes = 0;
    this.number++;
    if (text.trim() !== '') yield { text, place };
  }

  private read(place: string): string {
    const [only = Buffer.alloc(0)] = this.begun;
    const all = this.begun.length > 1 ? Buffer.concat(this.begun) : only;
    const bytes = this.number === 1 && all.subarray(0, 3).equals(BOM) ? all.subarray(3) : all;
    if (!isUtf8(bytes)) throw new UsageError(`${place}: expected UTF-8, found other bytes`);
    return bytes.toString();
  }

  private place(): string {
    return `${this.file}:${this.number}`;
  }
}
