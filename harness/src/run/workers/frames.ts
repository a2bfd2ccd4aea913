import type { Socket } from 'node:net';

/** Before what a frame holds: its length in four bytes, and its kind in one. */
const HEAD_BYTES = 5;
const MESSAGE = 0;
const ROWS = 1;
/** So much may come before its sender has shown that it may speak. */
const LONGEST_STRANGE = 4 * 1024;
/** No settings, and no list of counted tokens, are longer. */
const LONGEST = 256 * 1024 * 1024;

/** Who takes what comes on a connection. */
export interface FrameTaker {
  message(message: unknown): void;
  /** Gets a part of the rows' text, which may begin and end anywhere in it. */
  rows?(bytes: Buffer): void;
  /** Called once; nothing comes any more. */
  closed(): void;
  /** Called where what was written has left this process. */
  drained?(): void;
}

/** A connection between coordinator and worker: JSON messages, and the text of rows as it is. */
export class FrameLink {
  /** What came of a frame that is not whole yet, joined once it is: a long one comes in thousands of parts. */
  private parts: Buffer[] = [];
  private missing = HEAD_BYTES;
  private longest = LONGEST_STRANGE;

  constructor(
    private readonly socket: Socket,
    private readonly taker: FrameTaker,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.take(bytes));
    socket.on('drain', () => taker.drained?.());
    // What went wrong is seen by the connection's end.
    socket.on('error', () => {});
    socket.once('close', () => taker.closed());
  }

  /** The other side has shown that it may speak: its messages may be long. */
  trust(): void {
    this.longest = LONGEST;
  }

  /** Sends a message. */
  send(message: object): void {
    this.write(MESSAGE, Buffer.from(JSON.stringify(message)));
  }

  /** Sends a part of the rows' text. */
  sendRows(bytes: Buffer): void {
    this.write(ROWS, bytes);
  }

  /** Whether nothing comes any more. */
  get isClosed(): boolean {
    return this.socket.closed;
  }

  /** Bytes that wait in this process. */
  get backlog(): number {
    return this.socket.writableLength;
  }

  /** Ends the connection once everything is written. */
  end(): void {
    this.socket.end();
  }

  /** Ends the connection at once. */
  destroy(): void {
    this.socket.destroy();
  }

  private write(kind: number, payload: Buffer): void {
    if (!this.socket.writable) return;
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32BE(payload.length);
    head.writeUInt8(kind, HEAD_BYTES - 1);
    this.socket.cork();
    this.socket.write(head);
    this.socket.write(payload);
    this.socket.uncork();
  }

  private take(bytes: Buffer): void {
    this.parts.push(bytes);
    this.missing -= bytes.length;
    if (this.missing > 0) return;
    let held = this.parts.length === 1 ? bytes : Buffer.concat(this.parts);
    while (held.length >= frameLength(held) && this.mayBeSoLong(held)) {
      const end = frameLength(held);
      const payload = held.subarray(HEAD_BYTES, end);
      const kind = held.readUInt8(HEAD_BYTES - 1);
      held = held.subarray(end);
      this.deliver(kind, payload);
    }
    this.parts = [held];
    this.missing = frameLength(held) - held.length;
    this.mayBeSoLong(held);
  }

  /** Whether the connection is there still, which a frame that is too long ends. */
  private mayBeSoLong(held: Buffer): boolean {
    if (frameLength(held) > HEAD_BYTES + this.longest) this.destroy();
    return !this.socket.destroyed;
  }

  private deliver(kind: number, payload: Buffer): void {
    if (kind === ROWS) {
      this.taker.rows?.(payload);
      return;
    }
    const message = parse(payload);
    if (message === undefined) this.destroy();
    else this.taker.message(message);
  }
}

/** How long the frame is that begins there, as far as that is known. */
const frameLength = (held: Buffer): number =>
  held.length < HEAD_BYTES ? HEAD_BYTES : HEAD_BYTES + held.readUInt32BE();

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}
