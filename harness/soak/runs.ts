import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { results } from '../src/results/schema';
import { HOSTILE_ANSWERS, type HostileAnswer } from './hostile-answers';
import type { HostileServer } from './hostile-server';
import { ended, type Place, start } from './program';

/** What the runs so far came to. */
export interface Tally {
  runs: number;
  requests: number;
  /** What was not as it should be, in words. */
  readonly problems: string[];
}

/** How a run is read: to its end, not at all, or by somebody who hangs up. */
type Reader = 'whole' | 'closes' | 'hangs up';
const READERS: readonly Reader[] = ['whole', 'closes', 'whole', 'hangs up'];
/** Counted from what a run first says: before, nothing is there that could be kept. */
const HANG_UP_AFTER_MS = 300;

/** What all runs have in common. */
export interface Surroundings {
  readonly place: Place;
  readonly server: HostileServer;
  /** Address of the hostile server. */
  readonly url: string;
  readonly tally: Tally;
}

/** Runs every hostile answer once, two at a time, and tallies what was not right. */
export async function runRound(round: number, surroundings: Surroundings): Promise<void> {
  const due = HOSTILE_ANSWERS.map((hostile, index) => ({ hostile, index }));
  const lane = async () => {
    for (let next = due.shift(); next; next = due.shift()) {
      const { hostile, index } = next;
      const reader = READERS[(round + index) % READERS.length] ?? 'whole';
      const problems = await runOne(hostile, index, reader, surroundings);
      const told = problems.map((problem) => `${hostile.name} (${reader}): ${problem}`);
      surroundings.tally.problems.push(...told);
    }
  };
  await Promise.all([lane(), lane()]);
}

async function runOne(
  hostile: HostileAnswer,
  index: number,
  reader: Reader,
  { place, server, url, tally }: Surroundings,
): Promise<string[]> {
  const limits = ['--requests', `${hostile.requests}`, '--warmup', '0'];
  const load = ['--concurrency', '8', '--max-tokens', '4'];
  const judged = ['--max-error-rate', '100%', ...(hostile.flags ?? [])];
  const child = start(place, ['bench', '--url', `${url}/${index}`, ...limits, ...load, ...judged]);
  let folder = '';
  child.stdout?.on('data', (data) => {
    folder ||= /^Results: (.*)$/m.exec(String(data))?.[1] ?? '';
  });
  if (reader === 'closes') child.stderr?.destroy();
  if (reader === 'hangs up') {
    child.stderr?.once('data', () => setTimeout(() => child.kill('SIGHUP'), HANG_UP_AFTER_MS));
  }
  const { code, stderr } = await ended(child);
  tally.runs++;
  if (!folder) return [`no results, exit ${code}: ${stderr.slice(-300)}`];
  const counted = countsOf(folder, hostile, server, code === 130);
  tally.requests += counted.requests;
  return [...faultsOf(stderr, code, reader), ...counted.problems];
}

function faultsOf(stderr: string, code: number | null, reader: Reader): string[] {
  const allowed = reader === 'hangs up' ? [0, 1, 130] : [0, 1];
  return [
    ...(allowed.includes(code ?? -1) ? [] : [`exit ${code}`]),
    ...(/^\s+at .*:\d+:\d+/m.test(stderr) ? [`a stack trace: ${stderr.slice(-300)}`] : []),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come through
    ...(/[\u0007\u009b]|^kvmini: forged/m.test(stderr)
      ? ['what the server said steers the terminal']
      : []),
  ];
}

/** Every request has its row, the server got each once, and all ended as they must. */
function countsOf(folder: string, hostile: HostileAnswer, server: HostileServer, isCut: boolean) {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const lines = read('requests.jsonl').split('\n').filter(Boolean);
  const rows = lines.map((line) => JSON.parse(line));
  const { counts, errorsByReason } = results.parse(JSON.parse(read('results.json')));
  const sent = rows.filter(({ sentMs }) => sentMs !== undefined).length;
  const asked = server.askedBy(basename(folder));
  const { expected } = hostile;
  const right = expected === 'success' ? counts.successes : (errorsByReason[expected] ?? 0);
  const checks: [boolean, string][] = [
    [asked !== sent, `${sent} were sent, the server got ${asked}`],
    [!isCut && rows.length !== hostile.requests, `${rows.length} rows`],
    [
      right !== counts.attempts,
      `${right} of ${counts.attempts} are ${expected}: ${JSON.stringify(errorsByReason)}`,
    ],
  ];
  const problems = checks.filter(([wrong]) => wrong).map(([, text]) => text);
  return { requests: rows.length, problems };
}
