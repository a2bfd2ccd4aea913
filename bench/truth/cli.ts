import { Command, InvalidArgumentError } from 'commander';
import { runAll } from './run/all';
import { SCENARIOS } from './scenarios/all';
import { SERVERS, type ServerName } from './servers/start';
import { TOOLS } from './tools/all';

const collect = (known: readonly string[]) => (name: string, before: string[] | undefined) => {
  if (!known.includes(name)) throw new InvalidArgumentError(`Known are ${known.join(', ')}.`);
  return [...(before ?? []), name];
};

function repeats(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 100) return number;
  throw new InvalidArgumentError('A whole number from 1 to 100.');
}

const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);

interface Flags {
  readonly tool?: string[];
  readonly scenario?: string[];
  readonly server?: string[];
  readonly repeat: number;
  readonly write: boolean;
}

const chosen = <T extends { readonly name: string; readonly isLarge?: true }>(
  all: readonly T[],
  asked?: string[],
) => all.filter(({ name, isLarge }) => asked?.includes(name) ?? !isLarge);

/** The command line of `npm run truth`. */
export function program(): Command {
  return new Command('truth')
    .description('Runs every load generator against servers of known timings: reported minus true.')
    .option('--tool <name>', `one of ${names(TOOLS)}; may be repeated`, collect(names(TOOLS)))
    .option('--scenario <name>', 'a row alone; may be repeated', collect(names(SCENARIOS)))
    .option('--server <name>', `one of ${SERVERS}; both by default`, collect(SERVERS))
    .option('--repeat <number>', 'runs of each', repeats, 5)
    .option('--no-write', 'print the table, and leave the pages as they are')
    .action((flags: Flags) =>
      runAll({
        tools: chosen(TOOLS, flags.tool),
        scenarios: chosen(SCENARIOS, flags.scenario),
        servers: SERVERS.filter((name: ServerName) => flags.server?.includes(name) ?? true),
        repeat: flags.repeat,
        write: flags.write,
      }),
    );
}
