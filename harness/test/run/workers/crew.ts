import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Command } from '../../../src/mock/process';
import type { MockServer } from '../../../src/mock/server';
import type { BenchPorts } from '../../../src/run/bench';
import type { Launch, LaunchedWorker } from '../../../src/run/workers/launch';
import { launchProcess, staffOf } from '../../../src/run/workers/launch';
import type { CoordinatorAddress } from '../../../src/run/workers/protocol';
import type { BenchSettings } from '../../../src/settings/settings';
import { PROGRAM } from '../../cli/program';
import { newFolder, readRun, runBench, settingsFor } from '../runs';

/** How a worker is started: the bundled program, after these arguments of Node. */
export const workerCommand = (...node: readonly string[]): Command => [
  process.execPath,
  [...node, PROGRAM],
];

/** Starts workers as a run does, and tells of each. */
export function launching(of: (worker: number) => Launch = () => launchProcess(workerCommand())) {
  const started: LaunchedWorker[] = [];
  /** Where each keeps its rows. */
  const folders: string[] = [];
  const launch: Launch = (order, log) => {
    const worker = of(order.worker)(order, log);
    started[order.worker] = worker;
    folders[order.worker] = order.folder;
    return worker;
  };
  // A test that fails leaves no process behind.
  onTestFinished(() => {
    for (const worker of started) worker?.kill();
  });
  return { launch, started, folders };
}

/** A run over workers in processes of their own, whose coordinator is this process. */
export async function runWorkers(
  url: string,
  changes: Partial<BenchSettings> = {},
  { launch = launching().launch, ...ports }: Partial<BenchPorts> & { launch?: Launch } = {},
) {
  const settings = settingsFor(url, {
    ...{ workers: 2, requests: 40, concurrency: 8, timeoutMs: 150_000 },
    ...changes,
  });
  const lines: string[] = [];
  const outcome = await runBench(settings, {
    staff: staffOf(launch),
    log: (line) => lines.push(line),
    ...ports,
  });
  return { ...outcome, ...readRun(outcome.folder), lines };
}

/** Each request that a server got, by its phase and index. */
export const idsAt = (server: MockServer): string[] =>
  server.truth.take().map(({ id }) => id.split('-').slice(-2).join(' '));

/** What becomes of a part of what one side says to the other: how long it waits, in milliseconds. */
export type Delay = () => number;

/**
 * Hands parts on later, what came first goes first, however long each waits. One timer does: of two, the one that was set
 * later for the same moment may fire first in a process that is busy.
 */
function inOrder(delay: Delay, handOn: (bytes: Buffer) => void): (bytes: Buffer) => void {
  const waiting: { readonly at: number; readonly bytes: Buffer }[] = [];
  const pump = () => {
    for (let [first] = waiting; first; [first] = waiting) {
      const wait = first.at - performance.now();
      if (wait > 0) {
        setTimeout(pump, wait);
        return;
      }
      waiting.shift();
      handOn(first.bytes);
    }
  };
  return (bytes) => {
    waiting.push({ at: performance.now() + delay(), bytes });
    if (waiting.length === 1) pump();
  };
}

/**
 * A relay between workers and their coordinator that delays what is said, and breaks connections.
 *
 * @param at where it listens for a worker; without it, on a Unix socket of its own
 */
export function relay(
  delay: Delay,
  at?: (worker: number) => Extract<CoordinatorAddress, { host: string }>,
) {
  const open = new Set<() => void>();
  const launch =
    (inner: Launch): Launch =>
    (order, log) => {
      const server = createServer((near) => {
        const far = connect(order.address);
        const end = () => {
          open.delete(end);
          near.destroy();
          far.destroy();
        };
        open.add(end);
        for (const [from, to] of [
          [near, far],
          [far, near],
        ] as const) {
          from.on(
            'data',
            inOrder(delay, (bytes) => to.write(bytes)),
          );
          from.on('error', end);
          from.on('close', end);
        }
      });
      onTestFinished(() => void server.close());
      const address = at?.(order.worker) ?? { path: join(newFolder(), 'relay') };
      server.listen(address);
      return inner({ ...order, address }, log);
    };
  const breakAll = () => {
    for (const end of open) end();
  };
  return { launch, breakAll };
}
