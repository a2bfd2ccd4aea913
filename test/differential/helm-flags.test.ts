import { describe, expect, test } from 'vitest';
import { helmCommands } from '../../src/cli/habits/commands';
import { helmFlags } from '../../src/cli/habits/flags';
import { program } from '../../src/cli/program';
import { helm, runHelm } from './renderings';

/** Flags of Helm 2 and 3, and words that people try; the others are those of the real helm. */
const NOT_OF_HELM_4 = ['atomic', 'force', 'name', 'recreate-pods', 'release', 'validate'];

interface Flag {
  readonly name: string;
  readonly short: string | undefined;
  readonly takes: string;
}

const LINE = /^ {2,6}(?:-(\w), )? *--([\w-]+)(?: (\w+)(\[=)?)?/;

/** The flags that helm's help lists, and what they take. */
async function flagsOf(command: string): Promise<Flag[]> {
  const help = await runHelm(command, '--help');
  return help.split('\n').flatMap((line) => {
    const [, short, name, type, optional] = LINE.exec(line) ?? [];
    // A flag that is on or off has its description behind two blanks.
    const takes = type === undefined ? 'nothing' : optional ? 'after =' : 'value';
    return name === undefined ? [] : [{ name, short, takes }];
  });
}

/** A flag that one command of helm's takes alone and another with a value may have one behind `=`. */
function merged(flags: readonly Flag[]): Map<string, Flag> {
  const all = new Map<string, Flag>();
  for (const flag of flags) {
    const takes = all.get(flag.name)?.takes ?? flag.takes;
    all.set(flag.name, takes === flag.takes ? flag : { ...flag, takes: 'after =' });
  }
  return all;
}

describe.skipIf(!helm)('the flags and commands of the real helm', () => {
  test('each flag has an answer, and is read as helm reads it', async () => {
    const listed = await Promise.all(['template', 'install', 'upgrade'].map(flagsOf));
    const theirs = merged(listed.flat());
    const ours = new Map(
      helmFlags().map(({ name, short, takes }) => [name, { name, short, takes }]),
    );
    expect([...theirs.keys()].filter((name) => !ours.has(name))).toEqual([]);
    for (const [name, flag] of theirs) expect(ours.get(name), name).toEqual(flag);
    expect([...ours.keys()].filter((name) => !theirs.has(name)).sort()).toEqual(NOT_OF_HELM_4);
  });

  test('each command has an answer', async () => {
    const help = await runHelm('--help');
    const [, list = ''] = help.split('Available Commands:\n');
    const names = (list.split('\n\n')[0] ?? '')
      .split('\n')
      .map((line) => line.trim().split(' ')[0]);
    const own = program().commands.map((command) => command.name());
    const known = new Set([...own, 'help', ...helmCommands().flatMap((one) => one.names)]);
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !known.has(name ?? ''))).toEqual([]);
  });
});

test('a flag that works is an option of template', () => {
  const template = program().commands.find((command) => command.name() === 'template');
  const options = new Set(template?.options.map(({ long, short }) => `${long} ${short}`));
  const working = helmFlags().filter(({ fate, name }) => fate === 'works' && name !== 'help');
  for (const { name, short } of working) {
    const known = [...options].filter((one) => one.startsWith(`--${name} `));
    expect(known, name).toHaveLength(1);
    if (short !== undefined) expect(known[0]).toBe(`--${name} -${short}`);
  }
  const names = helmFlags().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
