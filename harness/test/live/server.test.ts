import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type LiveEvent, STOP } from '../../src/live/events';
import { type LiveListener, LiveServer } from '../../src/live/server';
import { newFolder } from '../run/runs';

const STARTED = {
  ...{ type: 'started', run: 'r1', profile: 'p', model: 'm', target: 't', rate: 2 },
  planned: { warmup: 1, measured: 3 },
} as const satisfies LiveEvent;
const ROW = { type: 'row', phase: 'measured', outcome: 'success', ttft: 0.25 } as const;
const TICK = { type: 'tick', sent: 4, utilization: 0.5, residentBytes: 1_000 } as const;

/** A server with what it told its listeners, one line each. */
async function listen(path = join(newFolder(), 'live.sock')) {
  const told: string[] = [];
  const failed: string[] = [];
  const listeners = [
    {
      started: ({ about }) => told.push(`started ${about.run}`),
      row: ({ about }, { ttft }) => told.push(`row of ${about.run} ${ttft}`),
      ended: (outcome, run) => told.push(`ended ${outcome} ${run?.about.run}`),
    },
    { ended: (outcome) => told.push(`also ended ${outcome}`) },
    {},
  ] satisfies LiveListener[];
  const server = new LiveServer(path, listeners, (error) => failed.push(String(error)));
  await server.listen();
  onTestFinished(() => server.close(0));
  return { path, server, told, failed };
}

/** A run's end of the socket; `heard` is what it was told. */
async function runOn(path: string) {
  const socket: Socket = connect(path);
  let heard = '';
  socket.on('data', (data) => {
    heard += data;
  });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve) => socket.once('connect', resolve));
  const tell = (...events: unknown[]) =>
    socket.write(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return { socket, tell, heard: () => heard };
}

test('tells its listeners of a run from its start to its end, once each', async () => {
  const { path, server, told } = await listen();
  const run = await runOn(path);
  run.tell(STARTED, ROW, TICK);
  await vi.waitFor(() => expect(server.active()[0]?.inFlight).toBe(3));
  expect(server.active().map(({ about }) => about)).toEqual([STARTED]);
  expect(server.active()[0]).toMatchObject({ utilization: 0.5, residentBytes: 1_000 });
  expect(server.active()[0]?.finished).toEqual({ warmup: 0, measured: 1 });
  run.tell({ type: 'finished', outcome: 'done' });
  await vi.waitFor(() => expect(server.active()).toEqual([]));
  run.socket.end();
  await vi.waitFor(() => expect(run.socket.closed).toBe(true));
  expect(told).toEqual(['started r1', 'row of r1 0.25', 'ended done r1', 'also ended done']);
});

test('a run whose connection ends without a word was killed', async () => {
  const { path, server, told } = await listen();
  const run = await runOn(path);
  run.tell(STARTED);
  await vi.waitFor(() => expect(server.active()).toHaveLength(1));
  run.socket.destroy();
  await vi.waitFor(() => expect(told).toContain('ended killed r1'));
  expect(server.active()).toEqual([]);
});

test('a run whose target never answered has only an end', async () => {
  const { path, server, told } = await listen();
  (await runOn(path)).tell(ROW, TICK, { type: 'finished', outcome: 'failed' });
  await vi.waitFor(() => expect(told).toEqual(['ended failed undefined', 'also ended failed']));
  expect(server.active()).toEqual([]);
});

test.each(['no JSON', '{"type":"started"}', '{"type":"other"}', `${JSON.stringify(ROW)},`])(
  'a message that is none costs itself, and neither the run nor the others: %s',
  async (line) => {
    const { path, server, told, failed } = await listen();
    const run = await runOn(path);
    run.tell(STARTED);
    run.socket.write(`${line}\n`);
    run.tell(ROW, { type: 'finished', outcome: 'done' });
    await vi.waitFor(() => expect(told).toContain('ended done r1'));
    expect(told).toContain('row of r1 0.25');
    expect(failed).toEqual([expect.stringContaining(`message was not taken: ${line}`)]);
    expect(server.active()).toEqual([]);
  },
);

test('who says nothing but nonsense, or never ends a line, is not listened to any more', async () => {
  const { path, failed } = await listen();
  const run = await runOn(path);
  run.socket.write('{}\n'.repeat(99));
  await vi.waitFor(() => expect(failed).toHaveLength(99));
  expect(run.socket.closed).toBe(false);
  run.socket.write('{}\n{}\n');
  await vi.waitFor(() => expect(run.socket.closed).toBe(true));
  expect(failed).toHaveLength(100);
  const endless = await runOn(path);
  endless.socket.write('x'.repeat(70_000));
  await vi.waitFor(() => expect(endless.socket.closed).toBe(true));
  expect(failed.at(-1)).toContain('it is too long');
});

test('64 KiB of a line are held, and no more', async () => {
  const { path, failed } = await listen();
  const run = await runOn(path);
  run.socket.write('x'.repeat(65_536));
  setTimeout(() => run.socket.write('\n'), 20);
  await vi.waitFor(() => expect(failed).toHaveLength(1));
  expect(failed[0]).toContain('message was not taken: xxx');
  expect(run.socket.closed).toBe(false);
  run.socket.write('x'.repeat(65_537));
  await vi.waitFor(() => expect(run.socket.closed).toBe(true));
  expect(failed.at(-1)).toContain('it is too long');
});

test('256 runs are listened to at once, and one more is not', async () => {
  const { path } = await listen();
  const runs = await Promise.all(Array.from({ length: 257 }, () => runOn(path)));
  const closed = () => runs.filter(({ socket }) => socket.closed).length;
  await vi.waitFor(() => expect(closed()).toBe(1));
});

test('a listener that fails costs its message, and the others hear it', async () => {
  const path = join(newFolder(), 'live.sock');
  const told: string[] = [];
  const failed: string[] = [];
  const broken = () => {
    throw new Error('It is not possible to decrease a counter');
  };
  const listeners = [{ row: broken, ended: broken }, { ended: (how: string) => told.push(how) }];
  const server = new LiveServer(path, listeners, (error) => failed.push(String(error)));
  await server.listen();
  onTestFinished(() => server.close(0));
  (await runOn(path)).tell(STARTED, ROW, STARTED, { type: 'finished', outcome: 'done' });
  await vi.waitFor(() => expect(told).toEqual(['done']));
  expect(failed).toEqual([
    'Error: It is not possible to decrease a counter',
    'Error: a run told twice that it has begun',
    'Error: It is not possible to decrease a counter',
  ]);
  expect(server.active()).toEqual([]);
});

test('two do not listen on one socket; what a killed one left behind is removed', async () => {
  const { path } = await listen();
  await expect(listen(path)).rejects.toThrow(
    `${path}: another kvmini serve listens here; name another with KVMINI_SOCKET`,
  );
  const left = join(newFolder(), 'left.sock');
  const script = `require('node:net').createServer().listen('${left}', () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', script]);
  expect(lstatSync(left).isSocket()).toBe(true);
  await listen(left);
  const run = await runOn(left);
  expect(run.socket.closed).toBe(false);
});

test.each(['file', 'link'])('a %s where the socket should be stays', async (kind) => {
  const folder = newFolder();
  const path = join(folder, 'live.sock');
  writeFileSync(join(folder, 'mine'), 'mine');
  if (kind === 'file') writeFileSync(path, 'mine');
  else symlinkSync('mine', path);
  await expect(listen(path)).rejects.toThrow(
    `${path}: expected a socket or nothing, found something else; name another place with KVMINI_SOCKET`,
  );
  expect(readFileSync(path, 'utf8')).toBe('mine');
});

test('closing tells runs to end, and waits for them', async () => {
  const { path, server, told } = await listen();
  const run = await runOn(path);
  run.tell(STARTED);
  await vi.waitFor(() => expect(server.active()).toHaveLength(1));
  const closed = server.close(10_000);
  await vi.waitFor(() => expect(run.heard()).toBe(STOP));
  run.tell({ type: 'finished', outcome: 'interrupted' });
  await closed;
  expect(told.slice(1)).toEqual(['ended interrupted r1', 'also ended interrupted']);
  expect(existsSync(path)).toBe(false);
  await vi.waitFor(() => expect(run.socket.closed).toBe(true));
});

test('closing waits for a run that does not end only so long', async () => {
  const { path, server, told } = await listen();
  const run = await runOn(path);
  run.tell(STARTED);
  await vi.waitFor(() => expect(server.active()).toHaveLength(1));
  await server.close(50);
  await vi.waitFor(() => expect(told).toContain('ended killed r1'));
});

test('closing with no run under way does not wait', async () => {
  const { path, server } = await listen();
  await runOn(path);
  const begun = performance.now();
  await server.close(60_000);
  expect(performance.now() - begun).toBeLessThan(30_000);
});
