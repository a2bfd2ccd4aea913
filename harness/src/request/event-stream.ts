import { BOUNDS } from './bounds';
import { HeldBytes } from './held-bytes';

const LF = 10;
const CR = 13;
const BLANK = 32;
const COLON = 58;
const LINE_FEED = Buffer.from('\n');
const LONGEST_TYPE = 64;
const DONE = '[DONE]';

/** Receives what a stream of server-sent events says. */
export interface EventListener {
  /** An event that carries data is complete. */
  event(data: string, type: string): void;
  /** The marker that ends a stream has come; what follows it is passed over. */
  done(): void;
}

/**
 * Reads server-sent events out of bytes as they come in.
 *
 * Only the data of an event that is not complete is held, and it is copied once, so that neither the size of the
 * packets nor that of the lines makes reading slow: an own reader, since those that there are hold a line as a list of
 * its packets.
 */
export class EventStream {
  /** Whether a line was seen that server-sent events have. */
  recognized = false;
  /** Whether an event was larger than it may be, with the names of its fields and all; nothing is read from there on. */
  tooLarge = false;
  private closed = false;
  private readonly line: HeldBytes;
  private readonly data: HeldBytes;
  /** Where data of an event still stands, in the packet or the line in which it came: nothing is copied twice. */
  private source: Buffer | undefined;
  private sourceFrom = 0;
  private sourceTo = 0;
  /** The lines of this event that are complete, and their bytes. */
  private lines = 0;
  private size = 0;
  private dataLines = 0;
  private type = '';
  private afterReturn = false;

  /** @param grew called with how much memory was taken or, with a negative number, given back */
  constructor(
    private readonly listener: EventListener,
    grew: (bytes: number) => void,
  ) {
    this.line = new HeldBytes(grew);
    this.data = new HeldBytes(grew);
  }

  /** Takes what came in. */
  feed(bytes: Buffer): void {
    if (bytes.length === 0) return;
    let from = this.afterReturn && bytes[0] === LF ? 1 : 0;
    const ends = new LineEnds(bytes);
    for (let end = ends.next(from); end < bytes.length && !this.closed; end = ends.next(from)) {
      this.wholeLine(bytes, from, end);
      from = end + 1;
      // A carriage return ends a line by itself; a line feed behind it belongs to it.
      if (bytes[end] === CR && bytes[from] === LF) from++;
    }
    this.afterReturn = bytes[bytes.length - 1] === CR;
    if (!this.closed) this.hold(bytes, from);
  }

  /** Takes the end: the last event counts without its blank line. */
  end(): void {
    if (this.closed) return;
    if (this.line.length > 0) this.wholeLine(NO_BYTES, 0, 0);
    if (!this.closed) this.dispatch();
    this.close();
  }

  /** Reads nothing more, and gives all memory back. */
  close(): void {
    this.closed = true;
    this.source = undefined;
    this.line.clear();
    this.data.clear();
  }

  /** Holds the begin of a line; what of an event is still in the packet is copied first. */
  private hold(bytes: Buffer, from: number): void {
    this.keepSource();
    if (from < bytes.length && this.fits(bytes.length - from)) {
      this.line.append(bytes.subarray(from));
    }
  }

  private fits(more: number): boolean {
    const size = this.size + this.line.length + more;
    if (size <= BOUNDS.event && this.lines < BOUNDS.eventLines) return true;
    this.tooLarge = true;
    this.close();
    return false;
  }

  private wholeLine(bytes: Buffer, from: number, to: number): void {
    if (!this.fits(to - from)) return;
    this.size += this.line.length + to - from;
    this.lines++;
    if (this.line.length === 0) {
      this.take(bytes, from, to);
      return;
    }
    this.line.append(bytes.subarray(from, to));
    // Appending may have used up what all answers share.
    if (this.closed) return;
    const line = this.line.take();
    this.take(line, 0, line.length);
  }

  private take(bytes: Buffer, from: number, to: number): void {
    if (from === to) this.dispatch();
    else if (isField(bytes, from, to, 'data'))
      this.addData(bytes, valueStart(bytes, from + 5, to), to);
    else if (bytes[from] === COLON) this.recognized = true;
    else if (isField(bytes, from, to, 'event')) {
      this.recognized = true;
      const start = valueStart(bytes, from + 6, to);
      this.type = bytes.toString('utf8', start, Math.min(to, start + LONGEST_TYPE)).trim();
    } else if (isField(bytes, from, to, 'id') || isField(bytes, from, to, 'retry')) {
      this.recognized = true;
    }
  }

  private addData(bytes: Buffer, from: number, to: number): void {
    this.recognized = true;
    if (this.dataLines === 0) {
      if (isDone(bytes, from, to)) {
        this.close();
        this.listener.done();
        return;
      }
      this.source = bytes;
      this.sourceFrom = from;
      this.sourceTo = to;
    } else {
      this.keepSource();
      this.data.append(LINE_FEED);
      this.data.append(bytes.subarray(from, to));
    }
    this.dataLines++;
  }

  private keepSource(): void {
    if (!this.source) return;
    this.data.append(this.source.subarray(this.sourceFrom, this.sourceTo));
    this.source = undefined;
  }

  private dispatch(): void {
    const { type, source } = this;
    this.type = '';
    this.size = 0;
    this.lines = 0;
    if (this.dataLines === 0 || this.closed) return;
    this.dataLines = 0;
    this.source = undefined;
    const data = source
      ? source.toString('utf8', this.sourceFrom, this.sourceTo)
      : this.data.take().toString('utf8');
    this.listener.event(data, type);
  }
}

const NO_BYTES = Buffer.alloc(0);

/** Finds the line ends of a packet, each byte looked at once. */
class LineEnds {
  private feedAt = -1;
  private returnAt = -1;

  constructor(private readonly bytes: Buffer) {}

  /** The first line feed or carriage return from there on; infinite where there is none. */
  next(from: number): number {
    if (this.feedAt < from) this.feedAt = this.find(LF, from);
    if (this.returnAt < from) this.returnAt = this.find(CR, from);
    return Math.min(this.feedAt, this.returnAt);
  }

  private find(byte: number, from: number): number {
    const at = this.bytes.indexOf(byte, from);
    return at === -1 ? Number.POSITIVE_INFINITY : at;
  }
}

/** Whether a line is of a field: its name, then a colon or nothing. */
function isField(bytes: Buffer, from: number, to: number, name: string): boolean {
  const end = from + name.length;
  if (end > to || (end < to && bytes[end] !== COLON)) return false;
  for (let i = 0; i < name.length; i++) if (bytes[from + i] !== name.charCodeAt(i)) return false;
  return true;
}

/** Where a value begins behind its colon: not with the one blank that may stand there. */
function valueStart(bytes: Buffer, from: number, to: number): number {
  if (from >= to) return to;
  return bytes[from] === BLANK ? from + 1 : from;
}

/** Whether data is the marker that ends a stream. */
const isDone = (bytes: Buffer, from: number, to: number): boolean =>
  to - from < 32 && to - from >= DONE.length && bytes.toString('latin1', from, to).trim() === DONE;
