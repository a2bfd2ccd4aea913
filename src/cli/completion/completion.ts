import type { Command } from 'commander';
import { settings } from '../../values/settings';
import { KINDS } from '../kinds';
import { TEMPLATE_NAMES } from '../template-files';
import { bash } from './bash';
import { fish } from './fish';
import type { Shell } from './shell';
import { commandWords, type ValuesOfFlags } from './words';
import { zsh } from './zsh';

const SCRIPTS = { bash, zsh, fish };

/** The values of the chart, as `--set` begins. */
const keys = () =>
  [...settings()].filter(({ isSection }) => !isSection).map(({ path }) => `${path.join('.')}=`);

function valuesOfFlags(): ValuesOfFlags {
  const set = keys();
  const kinds = ['claim', ...KINDS.map((kind) => kind.toLowerCase())];
  return {
    '--values': 'files',
    '--run-file': 'files',
    '--output-dir': 'folders',
    '--show-only': TEMPLATE_NAMES,
    '--only': kinds,
    '--without': kinds,
    '--set': set,
    '--set-string': set,
    '--set-json': set,
    '--set-literal': set,
    '--set-file': set,
  };
}

/** A script that completes the command's words in a shell. */
export function completion(program: Command, shell: Shell): string {
  return SCRIPTS[shell](commandWords(program, valuesOfFlags()));
}
