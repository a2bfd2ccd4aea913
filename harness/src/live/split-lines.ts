import type { Socket } from 'node:net';

/** Who takes the lines of a socket. */
export interface LineTaker {
  readonly line: (text: string) => void;
  /** Called where a line has more characters than are taken. */
  readonly tooLong: () => void;
}

/** Splits what comes on a socket into lines, of which no more than `longest` characters are held. */
export function splitLines(socket: Socket, longest: number, taker: LineTaker): void {
  let begun = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const lines = `${begun}${text}`.split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) taker.line(line);
    if (begun.length > longest) {
      begun = '';
      taker.tooLong();
    }
  });
}
