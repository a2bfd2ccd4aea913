import { createServer, type Socket } from 'node:net';
import { listen, WHOLE } from './served';

/** What a server does with a connection behind an answer. */
export type AfterAnswer = (socket: Socket, answers: number) => void;

const KEEPS = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n';

/** A server on a real socket that says it keeps its connections, whatever it does with them. */
export async function startClosing(after: AfterAnswer, head = 'connection: keep-alive\r\n') {
  const asked: string[] = [];
  const connections = { count: 0 };
  const server = createServer({ noDelay: true }, (socket) => {
    connections.count++;
    let [text, answers] = ['', 0];
    socket.on('error', () => {});
    socket.on('data', (data) => {
      if (socket.destroyed) return;
      text += data;
      const end = text.indexOf('}]');
      if (end < 0 || !text.trimEnd().endsWith('}')) return;
      asked.push(/x-request-id: (\S+)/.exec(text)?.[1] ?? '');
      text = '';
      const body = `${WHOLE.length.toString(16)}\r\n${WHOLE}\r\n0\r\n\r\n`;
      socket.write(`${KEEPS}${head}transfer-encoding: chunked\r\n\r\n${body}`);
      after(socket, ++answers);
    });
  });
  return { origin: await listen(server), asked, connections };
}
