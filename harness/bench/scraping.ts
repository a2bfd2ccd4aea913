import { PINNED } from './pinned';
import { bench, median, print } from './run';

const RATE = 500;
const SECONDS = 20;
/** Off and on by turns, so that what else the machine does meets both. */
const PAIRS = 9;
const WANTED_MS = 0.2;

type Which = 'off' | 'on';

/** The p99 of the schedule delay of one run, in milliseconds. */
async function delayOf(program: string, url: string, which: Which): Promise<number> {
  const load = ['--rate', `${RATE}`, '--requests', `${RATE * SECONDS}`, '--concurrency', '512'];
  const each = ['--warmup', '500', '--max-tokens', '16', '--prompt-tokens', '16'];
  const scraped = which === 'on' ? ['--server-metrics'] : [];
  const results = await bench(program, url, [...load, ...each, ...scraped]);
  const { distributions, server, counts } = results;
  const p99 = distributions.scheduleDelay?.p99 ?? Number.NaN;
  const scrapes = server?.replicas[0]?.scrapes ?? 0;
  const isScraped = scrapes > SECONDS / 2;
  if (Number.isNaN(p99) || counts.errors > 0 || isScraped !== (which === 'on'))
    throw new Error(`${which}: p99 ${p99}, ${counts.errors} errors, ${scrapes} scrapes`);
  return p99;
}

/** Prints by how much the schedule delay moves where the server's metrics are scraped once a second. */
export async function scrapingBenchmark(program: string, url: string): Promise<void> {
  print(
    `\nSchedule delay with --server-metrics off and on, ${RATE} requests/s of 16 tokens for ${SECONDS} s, ${PAIRS} times each (wanted: p99 moves by at most ${WANTED_MS} ms)`,
  );
  print(PINNED);
  const delays: Record<Which, number[]> = { off: [], on: [] };
  for (let pair = 0; pair < PAIRS; pair++) {
    const turns: readonly Which[] = pair % 2 === 0 ? ['off', 'on'] : ['on', 'off'];
    for (const which of turns) delays[which].push(await delayOf(program, url, which));
  }
  for (const [which, all] of Object.entries(delays))
    print(`${which.padEnd(4)}p99 ${all.map((each) => each.toFixed(2)).join(', ')} ms`);
  const moved = median(delays.on) - median(delays.off);
  const verdict = moved <= WANTED_MS ? 'as wanted' : 'more than wanted';
  print(`the median of p99 moves by ${moved.toFixed(2)} ms: ${verdict}`);
}
