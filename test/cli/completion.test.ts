import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { completion } from '../../src/cli/completion/completion';
import { quoted } from '../../src/cli/completion/words';
import { program } from '../../src/cli/program';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-completion-'));
afterAll(() => rmSync(folder, { recursive: true }));

const script = (shell: 'bash' | 'zsh' | 'fish') => {
  const path = join(folder, `script.${shell}`);
  if (!existsSync(path)) writeFileSync(path, completion(program(), shell));
  return path;
};
writeFileSync(join(folder, 'my values.yaml'), '');

/** Runs lines of a shell in the folder, and gives the words of each line that it prints, in order. */
function run(shell: string, flags: readonly string[], lines: string): string[][] {
  const options = { cwd: folder, encoding: 'utf8', timeout: 50_000 } as const;
  const { stdout, stderr } = spawnSync(shell, [...flags, lines], options);
  expect(stderr).toBe('');
  return stdout
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'));
}

/** Whether a shell is there to ask; each is installed by what runs the tests in CI. */
function has(shell: string): boolean {
  const isThere = spawnSync(shell, ['--version']).status === 0;
  if (isThere) return true;
  const message = `No ${shell}: install it to try what it completes`;
  if (process.env.CI) throw new Error(message);
  console.error(`SKIPPED: ${message}`);
  return false;
}

/** What bash offers for the last of some words. */
function inBash(...lines: string[][]): string[][] {
  const asked = lines.map(
    (words) => `COMP_WORDS=(${words.map(quoted).join(' ')}); COMP_CWORD=${words.length - 1}
      _cdk8s_kvmini; (IFS=$'\\t'; echo "\${COMPREPLY[*]}")`,
  );
  // Outside of a real completion there are no options to set.
  const source = `source ${script('bash')}; compopt() { :; }; complete -p cdk8s-kvmini >/dev/null`;
  return run('bash', ['--norc', '-c'], [source, ...asked].join('\n'));
}

const command = 'cdk8s-kvmini';

describe('in bash', () => {
  test('commands, flags, keys, templates, files and shells are completed', () => {
    const offered = inBash(
      [command, 'te'],
      [command, '-n', 'x', 'no'],
      [command, 'template', '--set-'],
      [command, 'template', 'vllm', '--set', 'persistence.sto'],
      [command, 'template', 'vllm', '-s', 'templates/servicea'],
      [command, 'template', '-f', 'my'],
      [command, 'template', '--values', '=', 'my'],
      [command, 'completion', ''],
      [command, 'template', '-n', ''],
      [command, 'values', '--set'],
    );
    expect(offered).toEqual([
      ['template'],
      ['notes'],
      ['--set-string', '--set-json', '--set-file', '--set-literal'],
      ['persistence.storageClass='],
      ['templates/serviceaccount.yaml'],
      ['my values.yaml'],
      ['my values.yaml'],
      ['-h', '--help', 'bash', 'zsh', 'fish'],
      [''],
      [''],
    ]);
  });

  test('what follows a comma is completed, and a value is not', () => {
    const set = [command, 'template', 'vllm', '--set'];
    const offered = inBash(
      [...set, 'replicaCount', '=', '1,persistence.sto'],
      [...set, '=', 'replicaCount', '=', '1,persistence.sto'],
      [...set, 'image.repository', '=', 'localhost', ':', '5000/x,persistence.sto'],
      [command, 'template', '--only', 'claim,dep'],
      [command, 'template', '-f', 'a.yaml,my'],
      [...set, 'image.tag', '=', 'image.t'],
      [...set, 'image.tag', '='],
      [command, 'template', '-s', 'x,templates/servicea'],
    );
    expect(offered).toEqual([
      ['1,persistence.storageClass='],
      ['1,persistence.storageClass='],
      ['5000/x,persistence.storageClass='],
      ['claim,deployment'],
      ['a.yaml,my values.yaml'],
      [''],
      [''],
      [''],
    ]);
  });

  test('a flag takes a word that is called as a command', () => {
    const offered = inBash(
      [command, '-n', 'values', 'no'],
      [command, '--namespace', '=', 'values', 'no'],
      [command, '--set', 'a', '=', 'values', 'no'],
      [command, '-n', 'values', 'template', '--set-s'],
    );
    expect(offered).toEqual([['notes'], ['notes'], ['notes'], ['--set-string']]);
  });
});

test.skipIf(!has('fish'))('in fish', () => {
  const ask = (line: string) => `complete -C ${quoted(line)}; echo ==`;
  const lines = [
    'te',
    'template --set image.t',
    'template -s templates/pe',
    'completion ',
    'template --outp',
    'template --set a=1,image.t',
    'template --set=a=1,image.t',
    'template --only claim,horiz',
    'template --only claim,poddis',
    'template -f a.yaml,my',
    '-n values no',
    'template -n values --parent --set-s',
  ];
  const asked = lines.map((line) => ask(`cdk8s-kvmini ${line}`));
  const source = `source ${script('fish')}`;
  const offered = run('fish', ['--no-config', '-c'], [source, ...asked].join('\n'));
  expect(offered.map(([word]) => word)).toEqual([
    ...['template', '==', 'image.tag=', '==', 'templates/persistentvolumeclaim.yaml', '=='],
    ...['bash', 'fish', 'zsh', '==', '--output-dir', '=='],
    ...[
      'a=1,image.tag=',
      '==',
      '--set=a=1,image.tag=',
      '==',
      '==',
      'claim,poddisruptionbudget',
      '==',
    ],
    ...['a.yaml,my values.yaml', '==', 'notes', '==', '--set-string', '=='],
  ]);
});

/** Asks a zsh at a terminal of its own, and prints what is offered. */
const ZSH = `zmodload zsh/zpty
wait_for() { repeat 200; do [[ -s $1 ]] && return; sleep 0.05; done }
zpty shell zsh -f -i
zpty -w shell "source $PWD/rc.zsh"
wait_for ready
for line in 'template --outp' 'template --set image.t' 'template --set a=1,image.t' '-n values no'; do
  rm -f hits
  zpty -w -n shell $'\\x15'"cdk8s-kvmini $line"$'\\t'
  wait_for hits
  cat hits
done
zpty -d shell`;

/** The terminal's shell writes down what is offered to it. */
const ZSH_RC = `autoload -Uz compinit; compinit -u -D
source ${folder}/script.zsh
bindkey '^I' complete-word
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits
  builtin compadd -A hits "$@"
  (( $#hits )) && print -rl -- $hits >> ${folder}/hits
  builtin compadd "$@"
}
print ready > ${folder}/ready
`;

test.skipIf(!has('zsh'))('in zsh', () => {
  script('zsh');
  writeFileSync(join(folder, 'rc.zsh'), ZSH_RC);
  expect(run('zsh', ['-f', '-c'], ZSH)).toEqual([
    ['--output-dir'],
    ['image.tag='],
    ['image.tag='],
    ['notes'],
  ]);
});

test('every word that a shell offers is one that the command knows', () => {
  const text = completion(program(), 'bash');
  for (const command of program().commands) {
    expect(text).toContain(`${command.name()}) _cdk8s_kvmini_offer '' -W '`);
    for (const { long } of command.options) expect(text).toMatch(new RegExp(`[ ']${long}[ ']`));
  }
});
