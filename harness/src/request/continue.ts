import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** Heads before that of the answer, but for 101, which ends HTTP on the connection. */
const EARLY = /^HTTP\/1\.[01] 1(?!01)\d\d[ \r\n]/;
/** What is looked at of a head: `HTTP/1.1 100 `. */
const STATUS_END = 13;
const LONGEST = 16 * 1024;
const ONE = '1'.charCodeAt(0);
const END_OF_HEAD = '\r\n\r\n';

/**
 * Passes over a `100 Continue` that nobody asked for, and the like: HTTP allows them before each
 * answer, and undici takes that one for an error.
 */
export const passOverContinue =
  (connector: buildConnector.connector): buildConnector.connector =>
  (options, callback) =>
    connector(options, (...result) => {
      const [, socket] = result;
      if (socket) watch(socket);
      callback(...result);
    });

/** Looks at what a socket reads first after each write, which is the head of an answer. */
function watch(socket: Socket): void {
  let head: Head | undefined;
  const { read, write } = socket;
  socket.write = function (this: Socket, ...args: unknown[]) {
    head ??= new Head();
    return Reflect.apply(write, this, args);
  } as typeof socket.write;
  socket.read = function (this: Socket, size?: number) {
    let bytes: Buffer | null = read.call(this, size);
    while (bytes !== null && head) {
      const rest = head.take(bytes);
      if (rest) {
        head = undefined;
        return rest;
      }
      bytes = read.call(this, size);
    }
    return bytes;
  };
}

/** The first bytes behind a request, up to where it is known that they are the head of the answer. */
class Head {
  private begin = '';

  /** Returns what is to be read; `undefined` where more must come to know. */
  take(bytes: Buffer): Buffer | undefined {
    if (this.begin === '' && bytes.length >= STATUS_END && bytes[9] !== ONE) return bytes;
    this.begin += bytes.toString('latin1');
    while (EARLY.test(this.begin)) {
      const end = this.begin.indexOf(END_OF_HEAD);
      if (end === -1) return this.begin.length > LONGEST ? this.bytes() : undefined;
      this.begin = this.begin.slice(end + END_OF_HEAD.length);
    }
    return mayBecome(this.begin) ? undefined : this.bytes();
  }

  private bytes(): Buffer {
    return Buffer.from(this.begin, 'latin1');
  }
}

/** Whether a text is the begin of such a head. */
const mayBecome = (text: string): boolean =>
  text.length < STATUS_END &&
  ['HTTP/1.1 1', 'HTTP/1.0 1'].some((head) => head.startsWith(text.slice(0, head.length)));
