import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { onTestFinished } from 'vitest';
import { PLAIN_ACCESS } from '../../src/request/access';
import { type ClientOptions, type Due, LoadClient } from '../../src/request/client';
import type { RequestRow } from '../../src/request/row';
import type { Prompt } from '../../src/workload/prompts';
import { DONE, says } from './wire';

/** Options of a client, but for where it sends. */
export const PLAIN: Omit<ClientOptions, 'origin'> = {
  ...{ basePath: '/v1', endpoint: 'chat', model: 'llama', maxTokens: 17, stream: true },
  ...{ requestTimeoutMs: 30_000, connections: 1 },
  ...{ access: PLAIN_ACCESS, runId: 'run-1' },
};

/** Starts a server on a free port; it goes with the test. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A client that goes with the test; what it sends resolves to its row. */
export function clientOf(options: ClientOptions) {
  const client = new LoadClient(options, () => performance.now());
  onTestFinished(() => client.cutOff());
  const send = (due: Partial<Due> = {}, prompt: Prompt = 'Hello') =>
    new Promise<RequestRow>((ended) => {
      const all = { index: 0, phase: 'measured', scheduledMs: 0, ...due } as const;
      client.send(all, prompt, { heard: () => {}, ended });
    });
  return { client, send };
}

/** The shortest stream that is a success. */
export const WHOLE = says('a').text + DONE.text;

/** A server that keeps what it is asked; it answers at once, or when a test says so. */
export async function startServer(
  answer: (response: ServerResponse) => unknown = (response) => response.end(WHOLE),
) {
  const asked: { request: IncomingMessage; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    asked.push({ request, body });
    answer(response);
  });
  const origin = await listen(server);
  onTestFinished(() => server.closeAllConnections());
  return { origin, asked };
}
