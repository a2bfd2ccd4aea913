/**
 * The project's mock server as a process of its own, which writes what was true when it is stopped:
 * `node-server.ts SETTINGS LOG`, both of which start.ts gives.
 */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { MockServer } from '../../../harness/src/mock/server';
import type { Truth } from '../../../harness/src/mock/truth';
import { MODEL, type ServerSettings, serverSettings, WORD } from './settings';

const NANOSECONDS = 1e6;

const optionsOf = ({ slots, ...settings }: ServerSettings) => ({
  ...settings,
  model: MODEL,
  word: WORD,
  ...(slots > 0 && { slots }),
});

const requestLine = (truth: Truth) => ({
  kind: 'request',
  receivedMs: truth.received,
  firstByteMs: truth.firstByte ?? truth.ended,
  chunksMs: truth.chunks,
  endMs: truth.ended,
  status: truth.status,
  tokens: truth.tokens,
  fault: truth.fault ?? 'none',
  whole: truth.whole,
  lateMs: truth.late,
});

async function main(): Promise<void> {
  const [given = '', file = ''] = process.argv.slice(2);
  const server = new MockServer(optionsOf(serverSettings.parse(JSON.parse(given))));
  // A timer of 1 ms that fires 1 ms later than that is on time; the histogram holds what it took in all.
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const url = await server.listen();
  delay.enable();
  process.stdout.write(`listening ${url}\n`);
  await once(process, 'SIGTERM');
  delay.disable();
  const lines = [
    { kind: 'server', name: "the project's mock server, Node.js", epochMs: performance.timeOrigin },
    ...server.truth.take().map(requestLine),
    {
      kind: 'lag',
      p99Ms: Math.max(0, delay.percentile(99) / NANOSECONDS - 1),
      maxMs: Math.max(0, delay.max / NANOSECONDS - 1),
    },
  ];
  writeFileSync(file, lines.map((each) => `${JSON.stringify(each)}\n`).join(''));
  await server.close();
  process.exit(0);
}

await main();
