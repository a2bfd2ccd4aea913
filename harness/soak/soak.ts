/**
 * Lets runs and `kvmini serve` live among hostile servers and readers, and holds what they say against what was done to
 * them: `npm run soak --workspace harness -- --minutes 60`. With `--write` the result replaces soak/RESULT.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { bundle } from '../tools/bundle';
import { type Found, problemsOf, table } from './found';
import { visitUntil } from './hostile-readers';
import { HostileServer } from './hostile-server';
import { ended, held, type Place, start } from './program';
import { runRound, type Surroundings, type Tally } from './runs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    write: { type: 'boolean', default: false },
  },
});
const KEPT_RUNS = 60;
const SETTLE_MS = 10_000;
const PROBE_EVERY_MS = 1_000;
/** The kubelet's default: a probe that takes longer has failed. */
const PROBE_WITHIN_MS = 1_000;

const folder = mkdtempSync(join(tmpdir(), 'kvmini-soak-'));
const program = await bundle(join(folder, 'program'));
const data = join(folder, 'data');
const place: Place = {
  program,
  env: {
    KVMINI_DATA: data,
    KVMINI_HOME: join(folder, 'program'),
    KVMINI_OUTPUT_DIR: join(data, 'results'),
    KVMINI_SOCKET: join(folder, 'live.sock'),
  },
};

async function startServe() {
  const child = start(place, ['serve', '--port', '0']);
  const served = ended(child);
  const port = await new Promise<string>((resolve) => {
    let shown = '';
    child.stdout?.on('data', (text) => {
      shown += text;
      const [, found] = /serves port (\d+)/.exec(shown) ?? [];
      if (found) resolve(found);
    });
  });
  return { child, served, url: new URL(`http://127.0.0.1:${port}/`), pid: child.pid ?? 0 };
}

/** Probes as the kubelet does, and counts those that came late or not at all. */
async function probeUntil(
  url: URL,
  signal: AbortSignal,
): Promise<{ probes: number; failed: number }> {
  const seen = { probes: 0, failed: 0 };
  while (!signal.aborted) {
    const within = AbortSignal.timeout(PROBE_WITHIN_MS);
    const ok = await fetch(new URL('/healthz', url), { signal: within }).then(
      (answer) => answer.ok,
      () => false,
    );
    seen.probes++;
    if (!ok) seen.failed++;
    await sleep(PROBE_EVERY_MS);
  }
  return seen;
}

async function counters(url: URL): Promise<{ requests: number; errors: number }> {
  const text = await (await fetch(new URL('/metrics', url))).text();
  const sum = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'))].reduce(
      (total, [, value]) => total + Number(value),
      0,
    );
  return { requests: sum('kvmini_requests_total'), errors: sum('kvmini_serve_errors_total') };
}

/** Runs round after round until the minutes are over, and tells what `serve` held after the first one. */
async function runRounds(surroundings: Surroundings, pid: number) {
  const late = performance.now() + Number(values.minutes) * 60_000;
  await runRound(0, surroundings);
  await sleep(SETTLE_MS);
  const before = held(pid);
  const { tally } = surroundings;
  let rounds = 1;
  for (; performance.now() < late; rounds++) {
    await runRound(rounds, surroundings);
    await ended(start(place, ['prune', '--keep', `${KEPT_RUNS}`]));
    console.error(`round ${rounds}: ${tally.runs} runs, ${tally.problems.length} problems`);
  }
  return { rounds, before };
}

async function soak(): Promise<Found> {
  const serve = await startServe();
  const server = new HostileServer();
  const url = await server.listen();
  const tally: Tally = { runs: 0, requests: 0, problems: [] };
  const end = new AbortController();
  const visits = visitUntil(serve.url, end.signal);
  const probes = probeUntil(serve.url, end.signal);
  const { rounds, before } = await runRounds({ place, server, url, tally }, serve.pid);
  end.abort();
  const seen = { probes: await probes, visits: await visits };
  await sleep(SETTLE_MS);
  const after = held(serve.pid);
  const counted = await counters(serve.url);
  serve.child.kill('SIGTERM');
  const { code } = await serve.served;
  server.close();
  return { ...seen, tally, rounds, before, after, counted, code };
}

const found = await soak();
const problems = problemsOf(found);
const text = table(found, Number(values.minutes), problems);
console.log(text);
process.exitCode = problems.length > 0 ? 1 : 0;
if (values.write) {
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(
    join(import.meta.dirname, 'RESULT.md'),
    `# The soak, last run on ${day}\n\n${text.trimEnd()}\n`,
  );
}
rmSync(folder, { recursive: true, force: true });
