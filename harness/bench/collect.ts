import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LiveFeed } from '../src/live/feed';
import type { RequestRow } from '../src/request/row';
import type { Results, RunRecord } from '../src/results/schema';
import { Recorder } from '../src/run/recorder';
import { ShareAccount } from '../src/run/workers/account';
import { FrameLink } from '../src/run/workers/frames';
import { RowIntake } from '../src/run/workers/intake';
import { type BenchSettings, DEFAULTS } from '../src/settings/settings';
import { nodeOn } from './pinned';

/**
 * What it costs a coordinator to take a row of 16 tokens: from the socket to the file and the figures. The rows come from
 * another process, as fast as they are taken. With `live`, somebody follows the run, as `kvmini serve` does.
 */
const [rows = '200000', mode = 'alone', path] = process.argv.slice(2);
const PART_BYTES = 64 * 1024;
const SHARE = { worker: 0, of: 1 };

/** A row of 16 tokens, as a worker writes it. */
function line(index: number): string {
  const at = index * 0.05;
  const row: RequestRow = {
    ...{ index, phase: 'measured', scheduledMs: at, sentMs: at + 0.217, firstTokenMs: at + 21.337 },
    ...{ lastTokenMs: at + 99.713, endMs: at + 99.924 },
    chunkGapsMs: Array.from({ length: 15 }, (_, i) => 5.2 + ((index + i) % 97) / 1000),
    ...{ status: 200, outcome: 'success', finishReason: 'length', promptTokens: 128 },
    ...{ outputTokens: 16, usage: true, address: '10.0.0.1', worker: 0 },
  };
  return `${JSON.stringify(row)}\n`;
}

/** The other process: sends the rows, and waits where they are not taken. */
async function send(to: string): Promise<void> {
  let drained = () => {};
  const link = new FrameLink(connect(to), {
    ...{ message: () => {}, closed: () => {} },
    drained: () => drained(),
  });
  let part = '';
  for (let index = 0; index < Number(rows); index++) {
    part += line(index);
    if (part.length < PART_BYTES && index < Number(rows) - 1) continue;
    link.sendRows(Buffer.from(part));
    part = '';
    if (link.backlog > 0)
      await new Promise<void>((resolve) => {
        drained = resolve;
      });
  }
  link.end();
}

const followers: Server[] = [];

/** A feed that somebody reads and does nothing with. */
function followed(folder: string, settings: BenchSettings): LiveFeed {
  const socket = join(folder, 'live');
  followers.push(createServer((reader) => reader.resume()).listen(socket));
  const feed = new LiveFeed(socket, settings, () => {});
  feed.started({ id: 'collect', target: null } as RunRecord);
  return feed;
}

function collect(): void {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-collect-'));
  const fields = { profile: 'collect', resources: false, slo: { ttftMs: 100, good: 1 } };
  const settings = { ...DEFAULTS, ...fields } as unknown as BenchSettings;
  const feeds = mode === 'live' ? [followed(folder, settings)] : [];
  const recorder = new Recorder(folder, settings, feeds, (error) => {
    throw error;
  });
  const intake = new RowIntake(0, new ShareAccount(SHARE), (text, taken) =>
    recorder.text(text, taken),
  );
  let begun: { cpu: NodeJS.CpuUsage; at: number } | undefined;
  const server = createServer((socket) => {
    const link = new FrameLink(socket, {
      message: () => {},
      rows: (bytes) => {
        begun ??= { cpu: process.cpuUsage(), at: performance.now() };
        intake.take(bytes);
      },
      closed: () => {
        const { user, system } = process.cpuUsage(begun?.cpu);
        const cpuMicroseconds = (user + system) / Number(rows);
        const seconds = (performance.now() - (begun?.at ?? 0)) / 1000;
        const { successes } = recorder.figures().counts;
        process.stdout.write(JSON.stringify({ rows: successes, cpuMicroseconds, seconds }));
        for (const each of [server, ...followers]) each.close();
        for (const feed of feeds) feed.finished({ outcome: 'done' } as Results);
        rmSync(folder, { recursive: true });
      },
    });
    link.trust();
  });
  server.listen(join(folder, 'socket'), () => {
    const args = ['--import', 'tsx', fileURLToPath(import.meta.url), rows, mode];
    const [file, all] = nodeOn(1, [...args, join(folder, 'socket')]);
    spawn(file, all, { stdio: 'inherit' });
  });
}

if (path === undefined) collect();
else void send(path);
