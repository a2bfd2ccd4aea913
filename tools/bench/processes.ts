import { spawnSync } from 'node:child_process';

/** A program with its arguments. */
export type CommandLine = readonly [program: string, ...args: string[]];

/** Without what a machine may have set for all Node.js programs: certificates to read take 50 ms. */
const { NODE_OPTIONS: _, NODE_EXTRA_CA_CERTS: __, ...env } = process.env;

/** One finished run of a process. */
export interface Run {
  /** From before it was started until it had ended, in milliseconds. */
  readonly wall: number;
  /** What it printed. */
  readonly stdout: string;
}

/**
 * Runs a process to its end, with its output in a pipe, as in `… | kubectl apply -f -`.
 *
 * @throws Error with what it wrote to stderr, if its exit code is not 0
 */
export function run([program, ...args]: CommandLine): Run {
  const begun = performance.now();
  const done = spawnSync(program, args, { encoding: 'utf8', env, maxBuffer: 2 ** 28 });
  const wall = performance.now() - begun;
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}\n${done.stderr}`);
  return { wall, stdout: done.stdout };
}

/**
 * Runs every command once per round, so that whatever else the machine does falls on all of them alike.
 *
 * The first round, in which files come from the disk, is not counted.
 *
 * @returns the runs of each command, in the order of the commands
 */
export function interleaved<Name extends string>(
  commands: Readonly<Record<Name, CommandLine>>,
  rounds: number,
): Record<Name, Run[]> {
  const names = Object.keys(commands) as Name[];
  const runs = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    Run[]
  >;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const one = run(commands[name]);
      if (round > 0) runs[name].push(one);
    }
  }
  return runs;
}

/** The middle one of some numbers, or the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [below = Number.NaN, above = below] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return (below + above) / 2;
}

/** The median of one figure over some runs. */
export const medianOf = <T>(runs: readonly T[], figure: (run: T) => number): number =>
  median(runs.map(figure));
