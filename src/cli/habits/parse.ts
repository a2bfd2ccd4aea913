import type { Command } from 'commander';
import { nearest } from 'kvmini-contract/nearest';
import { usageError } from '../errors';
import { warn } from '../print';
import { HELM_PARTS, type HelmCommand, helmCommands } from './commands';
import { helmFlag } from './flags';
import { readArguments } from './read-arguments';
import { tokens } from './tokens';
import { named, plain } from './words';

const takes = (flag: string) => helmFlag(flag)?.takes;

/** Where the command itself stands: Helm takes its own flags before it, too; -1 where there is none. */
function commandIndex(args: readonly string[]): number {
  for (let index = 0; index < args.length; index += 1) {
    const [token] = [...tokens(args.slice(index, index + 1), takes)].reverse();
    if (token === undefined || 'word' in token) return index;
    // Before the command, `--version` asks for ours and takes no value.
    if (token.flag === '--version') return -1;
    if (token.value === undefined && takes(token.flag) === 'value') index += 1;
  }
  return -1;
}

/** What to type instead of a command of Helm's. */
function instead({ says }: HelmCommand, name: string, after: readonly string[]): string {
  const words = [...tokens(after, takes)].flatMap((token) => ('word' in token ? [token.word] : []));
  // In `get values NAME` and `diff upgrade NAME`, the release is the word behind.
  const [first = '', ...others] = words;
  const release = HELM_PARTS.has(`${name} ${first}`) ? others : words;
  return `${name}: ${named(plain(says), release)}`;
}

function unknownCommand(program: Command, name: string, after: readonly string[]): Error {
  const find = (word: string) => helmCommands().find(({ names }) => names.includes(word));
  const known = find(name);
  if (known) return usageError([instead(known, name, after)]);
  const own = program.commands.map((command) => command.name());
  const [near] = nearest(name, [...own, ...helmCommands().flatMap(({ names }) => names)]);
  const helm = near === undefined ? undefined : find(near);
  const suggestion = near === undefined ? '' : `; did you mean ${near}?`;
  const more = near !== undefined && helm ? ` ${instead(helm, near, after)}` : '';
  return usageError([
    `unknown command '${name}'${suggestion}${more} (${program.name()} --help lists commands)`,
  ]);
}

/** Flags of a command say nothing where there is none. */
function refuseMissingCommand(program: Command, args: readonly string[]): void {
  const flags = [...tokens(args, takes)].flatMap((token) => ('flag' in token ? [token.flag] : []));
  const own = ['--help', '-h', '--version', '-V'];
  const [flag] = flags.filter((each) => !own.includes(each) && helmFlag(each) !== undefined);
  if (flag === undefined || flags.some((each) => own.includes(each))) return;
  throw usageError([
    `${flag}: the command is missing; type ${program.name()} template NAME ${flag} …`,
  ]);
}

/**
 * Runs a command line whose words and flags may be Helm's.
 *
 * @throws CommandLineError with a line for each thing that this command does not do, and what to type instead
 */
export function parse(program: Command, args: readonly string[]): void {
  const index = commandIndex(args);
  const name = args[index];
  const after = args.slice(index + 1);
  const own = (word: string) =>
    program.commands.find((one) => one.name() === word || one.aliases().includes(word));
  if (name === undefined) refuseMissingCommand(program, args);
  if (name === undefined || name === 'help') {
    const [about, ...behind] = after;
    if (about !== undefined && !about.startsWith('-') && !own(about))
      throw unknownCommand(program, about, behind);
    program.parse(args, { from: 'user' });
    return;
  }
  const command = own(name);
  if (!command) throw unknownCommand(program, name, after);
  parseCommand(command, [...args.slice(0, index), ...after]);
}

/**
 * Runs one command with arguments that may be Helm's.
 *
 * @throws CommandLineError as {@link parse}
 */
export function parseCommand(command: Command, args: readonly string[]): void {
  const reading = readArguments(command, args);
  for (const warning of reading.warnings) warn(warning);
  const { parent } = command;
  if (parent) parent.parse([command.name(), ...reading.args], { from: 'user' });
  else command.parse(reading.args, { from: 'user' });
}
