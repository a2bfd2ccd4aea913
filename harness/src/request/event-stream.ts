import { BOUNDS } from './bounds';
import { HeldBytes } from './held-bytes';

const LF = 10;
const CR = 13;
const BLANK = 32;
const COLON = 58;
const LINE_FEED = Buffer.from('\n');
const LONGEST_TYPE = 64;
const DONE = '[DONE]';

/** Who is told what a stream of server-sent events says. */
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
  /** Whether an event was larger than it may be; nothing is read from there on. */
  tooLarge = false;
  private closed = false;
  private readonly line: HeldBytes;
  private readonly data: HeldBytes;
  /** Data of an event that is still where it came in, in the packet or the line. */
  private view: Uint8Array | undefined;
  private dataLines = 0;
  private type = '';
  private afterReturn = false;

  /** @param grew told how much memory was taken or, with a negative number, given back */
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
    this.afterReturn = false;
    const ends = new LineEnds(bytes);
    for (let end = ends.next(from); end < bytes.length && !this.closed; end = ends.next(from)) {
      this.wholeLine(bytes.subarray(from, end));
      from = end + 1;
      // A carriage return ends a line by itself; a line feed behind it belongs to it.
      if (bytes[end] === CR && bytes[from] === LF) from++;
    }
    this.afterReturn = bytes[bytes.length - 1] === CR;
    if (!this.closed) this.hold(bytes.subarray(from));
  }

  /** Takes the end: the last event counts without its blank line. */
  end(): void {
    if (this.closed) return;
    if (this.line.length > 0) this.wholeLine(Buffer.alloc(0));
    if (!this.closed) this.dispatch();
    this.close();
  }

  /** Reads nothing more, and gives all memory back. */
  close(): void {
    this.closed = true;
    this.view = undefined;
    this.line.clear();
    this.data.clear();
  }

  /** Holds the begin of a line; what of an event is still in the packet is copied first. */
  private hold(part: Uint8Array): void {
    this.keepView();
    if (part.length === 0) return;
    if (this.fits(part.length)) this.line.append(part);
  }

  private fits(more: number): boolean {
    const size = this.line.length + this.data.length + (this.view?.length ?? 0) + more;
    if (size <= BOUNDS.event) return true;
    this.tooLarge = true;
    this.close();
    return false;
  }

  private wholeLine(rest: Buffer): void {
    if (!this.fits(rest.length)) return;
    if (this.line.length === 0) {
      this.take(rest);
      return;
    }
    // The line is taken out of memory that may still hold the data of this event.
    this.keepView();
    this.line.append(rest);
    // Appending may have used up what all answers share.
    if (!this.closed) this.take(this.line.take());
  }

  private take(line: Buffer): void {
    if (line.length === 0) {
      this.dispatch();
      return;
    }
    if (line[0] === COLON) this.recognized = true;
    else if (isField(line, 'data')) this.addData(fieldValue(line, 4));
    else if (isField(line, 'event')) {
      this.recognized = true;
      this.type = fieldValue(line, 5).toString('utf8', 0, LONGEST_TYPE).trim();
    } else if (isField(line, 'id') || isField(line, 'retry')) this.recognized = true;
  }

  private addData(value: Buffer): void {
    this.recognized = true;
    if (this.dataLines === 0) {
      if (isDone(value)) {
        this.close();
        this.listener.done();
        return;
      }
      this.view = value;
    } else {
      this.keepView();
      this.data.append(LINE_FEED);
      this.data.append(value);
    }
    this.dataLines++;
  }

  private keepView(): void {
    if (!this.view) return;
    this.data.append(this.view);
    this.view = undefined;
  }

  private dispatch(): void {
    if (this.dataLines > 0 && !this.closed) {
      const bytes = (this.view as Buffer | undefined) ?? this.data.take();
      this.view = undefined;
      this.dataLines = 0;
      const { type } = this;
      this.type = '';
      this.listener.event(bytes.toString('utf8'), type);
    } else this.type = '';
  }
}

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
function isField(line: Buffer, name: string): boolean {
  const { length } = name;
  if (line.length > length && line[length] !== COLON) return false;
  for (let i = 0; i < length; i++) if (line[i] !== name.charCodeAt(i)) return false;
  return true;
}

/** What stands behind the colon, without the one blank that may stand there. */
function fieldValue(line: Buffer, nameLength: number): Buffer {
  const from = nameLength + 1;
  return line.subarray(line[from] === BLANK ? from + 1 : from);
}

/** Whether data is the marker that ends a stream. */
const isDone = (value: Buffer): boolean =>
  value.length < 32 && value.length >= DONE.length && value.toString('latin1').trim() === DONE;
