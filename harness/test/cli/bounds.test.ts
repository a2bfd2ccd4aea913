import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { start } from './program';

const MIB = 1024 * 1024;
const AT_ONCE = 64;

/** Sends the same bytes for as long as they are read. */
function endless(response: ServerResponse, bytes: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(bytes));
  };
  response.on('drain', more);
  more();
}

/** A server whose answers never end; each of its bodies has the next of these parts over and over. */
async function serve(begin: string, parts: readonly Buffer[]): Promise<string> {
  let answered = 0;
  const server = createServer((request, response) => {
    request.resume();
    if (request.url === '/v1/models') return response.end('{"data":[{"id":"m"}]}');
    response.write(begin);
    return endless(response, parts[answered++ % parts.length] as Buffer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Runs the program; its results, and the most memory that it ever had resident. */
async function run(url: string, flags: readonly string[]) {
  const { child, ended } = start([
    ...['bench', '--url', url, '--json', '--no-progress', '--request-timeout', '50s'],
    ...['--requests', String(AT_ONCE), '--concurrency', String(AT_ONCE), ...flags],
  ]);
  let peak = 0;
  const look = () => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, 1024 * Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    } catch {
      // It has ended.
    }
  };
  const timer = setInterval(look, 20);
  const { stdout } = await ended;
  clearInterval(timer);
  return { results: JSON.parse(stdout), peak };
}

const kilobytes = (text: string) => Buffer.from(text.repeat(Math.ceil((64 * 1024) / text.length)));

test('64 answers without an end at once are too large, and take less than 512 MiB', async () => {
  const begin = 'data: {"choices":[{"text":"a"}]}\n\n';
  // A line without an end, and events of very many lines without one.
  const parts = [kilobytes('data: x'), kilobytes('data: {}\r'), kilobytes('data: x\n: y\n')];
  const { results, peak } = await run(await serve(begin, parts), []);
  expect(results.errorsByReason).toEqual({ too_large: AT_ONCE });
  expect(results.firstErrors.too_large).toMatchObject({ status: 200 });
  expect(peak).toBeGreaterThan(64 * MIB);
  expect(peak).toBeLessThan(512 * MIB);
});
