import type { Command, Option } from 'commander';

/** What may follow a flag: nothing, free text, names of files or folders, or some words. */
export type FlagValue = 'nothing' | 'text' | 'files' | 'folders' | readonly string[];

/** A flag as a shell completes it. */
export interface FlagWords {
  /** With its dashes. */
  readonly long: string;
  /** With its dash. */
  readonly short: string | undefined;
  readonly description: string;
  readonly value: FlagValue;
  /** Whether the value may be several with commas between them. */
  readonly takesSeveral: boolean;
}

/** A command as a shell completes it. */
export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly FlagWords[];
  /** What its argument may be, where that is one of a few. */
  readonly choices: readonly string[];
}

/** What follows the flags that are more than free text, by their names. */
export type ValuesOfFlags = Readonly<Record<string, FlagValue>>;

const HELP: FlagWords = {
  long: '--help',
  short: '-h',
  description: 'display help for command',
  value: 'nothing',
  takesSeveral: false,
};

/** The words of a command line, out of the parser that reads it. */
export function commandWords(program: Command, values: ValuesOfFlags): readonly CommandWords[] {
  const flagWords = ({ long, short, description, required, flags }: Option): FlagWords => ({
    long: long ?? '',
    short,
    description,
    value: required ? (values[long ?? ''] ?? 'text') : 'nothing',
    takesSeveral: flags.endsWith(',…>'),
  });
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: [...command.options.map(flagWords), HELP],
    choices: command.registeredArguments[0]?.argChoices ?? [],
  }));
}

/** The names of a flag, the short one first. */
export const namesOf = ({ long, short }: FlagWords): readonly string[] =>
  short === undefined ? [long] : [short, long];

/** Every flag of all commands that a value follows; the same flag takes the same in each. */
export function flagsWithValue(commands: readonly CommandWords[]): readonly FlagWords[] {
  const flags = commands.flatMap((command) => command.flags);
  const byName = new Map(flags.map((flag) => [flag.long, flag]));
  return [...byName.values()].filter(({ value }) => value !== 'nothing');
}

/** A text in single quotes, as bash and zsh read it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
