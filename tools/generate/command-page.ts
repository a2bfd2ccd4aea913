import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { helmCommands } from '../../src/cli/habits/commands';
import type { Fate, HelmFlag } from '../../src/cli/habits/flag';
import { ASK_THE_SERVER, helmFlags } from '../../src/cli/habits/flags';
import { program } from '../../src/cli/program';
import { fillMarked } from '../marked';
import { markdownTable } from './markdown-table';

const code = (text: string) => `\`${text}\``;

/** The commands, with their argument. */
function commands(): string {
  const rows = program().commands.map((command) => {
    const words = [command.name(), ...command.registeredArguments.map((one) => `<${one.name()}>`)];
    return [code(words.join(' ')), command.description()];
  });
  return markdownTable(['Command', 'What it does'], rows);
}

/** The options of `template`; `notes` has those of them that are of a release. */
function options(): string {
  const own = (name: string) => program().commands.find((one: Command) => one.name() === name);
  const notes = new Set(own('notes')?.options.map(({ flags }) => flags));
  const rows = (own('template')?.options ?? []).map(({ flags, description }) => [
    code(flags),
    description,
    notes.has(flags) ? 'yes' : '',
  ]);
  return markdownTable(['Option', 'Meaning', 'also of `notes`'], rows);
}

/** The options of `run` that are not of a release. */
function runOptions(): string {
  const own = (name: string) =>
    program().commands.find((one: Command) => one.name() === name)?.options ?? [];
  const ofReleases = new Set(own('template').map(({ flags }) => flags));
  const rows = own('run')
    .filter(({ flags }) => !ofReleases.has(flags))
    .map(({ flags, description }) => [code(flags), description]);
  return markdownTable(['Option', 'Meaning'], rows);
}

const TAKES = { nothing: '', value: ' VALUE', 'after =': '[=VALUE]' };

function namesOf({ name, short, takes }: HelmFlag): string {
  return code(`${short === undefined ? '' : `-${short}, `}--${name}${TAKES[takes]}`);
}

/** A row for all flags that say the same. */
function flags(...fates: readonly Fate[]): string {
  const bySentence = new Map<string, string[]>();
  for (const flag of helmFlags().filter(({ fate }) => fates.includes(fate)))
    bySentence.set(flag.says, [...(bySentence.get(flag.says) ?? []), namesOf(flag)]);
  if (fates.includes('refused'))
    bySentence.set(ASK_THE_SERVER, [
      ...(bySentence.get(ASK_THE_SERVER) ?? []),
      code('--dry-run=server'),
    ]);
  const rows = [...bySentence].map(([says, names]) => [names.join(', '), says]);
  return markdownTable(['Flag of Helm', fates.includes('refused') ? 'Instead' : 'Here'], rows);
}

function instead(): string {
  const rows = helmCommands().map(({ names, says }) => [names.map(code).join(', '), says]);
  return markdownTable(['Command', 'Instead'], rows);
}

/** The page about the command with its tables as the parser has them. */
export function commandPage(): string {
  const tables = {
    commands: commands(),
    options: options(),
    'options of run': runOptions(),
    'flags that work': flags('works'),
    'flags that agree': flags('agrees'),
    'flags that are warned of': flags('warned'),
    'flags that are refused': flags('refused'),
    'other commands': instead(),
  };
  return Object.entries(tables).reduce(
    (text, [name, generated]) => fillMarked(text, { name, command: 'npm run generate', generated }),
    readFileSync('docs/command.md', 'utf8'),
  );
}
