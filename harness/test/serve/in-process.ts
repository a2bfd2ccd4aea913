import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { onTestFinished } from 'vitest';
import { expectedHosts } from '../../src/serve/hosts';
import { type HttpParts, HttpServer } from '../../src/serve/http';
import { RunFiles } from '../../src/serve/run-files';
import { MADE_RUN, writeMadeRun } from '../figures/made-run';
import { newFolder } from '../run/runs';

/** The HTTP part of `serve` in this process, with one made run, gone when the test is over. */
export async function startHttp(changes: Partial<HttpParts> = {}) {
  const outputDir = newFolder();
  const folder = writeMadeRun(outputDir);
  const failed: unknown[] = [];
  const odd: string[] = [];
  const http = new HttpServer({
    ...{ volume: outputDir, outputDir, registry: new Registry() },
    hosts: expectedHosts({ service: 'bench', namespace: 'ml' }, ['kvmini.example.com']),
    files: new RunFiles(outputDir, outputDir, (line) => odd.push(line)),
    runList: async () => 'the list',
    failed: (error) => failed.push(error),
    ...changes,
  });
  const port = await http.listen(0);
  onTestFinished(() => http.close());
  const fileAt = (name: string) => join(folder, name);
  return { port, url: `http://127.0.0.1:${port}`, outputDir, folder, fileAt, failed, odd };
}

/** Path of a file of the made run on the server. */
export const madePath = (file: string): string => `/runs/${MADE_RUN}/${file}`;

/** What a client on a bare socket has been told. */
export interface Bare {
  readonly socket: Socket;
  readonly heard: () => string;
  readonly ended: Promise<void>;
}

/** Connects with a bare socket, for what no HTTP client would do. */
export async function bare(port: number): Promise<Bare> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (data) => {
    heard += data.toString('latin1');
  });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, heard: () => heard, ended };
}

/** A request as text. */
export const get = (path: string, host = 'localhost', more = ''): string =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`;
