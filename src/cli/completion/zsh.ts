import { type CommandWords, type FlagWords, flagsWithValue, namesOf, quoted } from './words';

/** A text inside of a spec of `_arguments`. */
const inSpec = (text: string) => text.replace(/[[\]:\\]/g, '\\$&');

/** Has what follows complete the text behind the last comma. */
const afterComma = (action: string) => `{compset -P "*,"; ${action}}`;

/** What completes a flag's value. */
function actionOf({ value, takesSeveral }: FlagWords): string {
  if (value === 'nothing') return '';
  if (value === 'text') return ':value: ';
  if (value === 'files') return `:file:${takesSeveral ? afterComma('_files') : '_files'}`;
  if (value === 'folders') return ':folder:_files -/';
  const blank = value.some((word) => word.endsWith('=')) ? "-S '' " : '';
  const words = `compadd ${blank}-- ${[...value].join(' ')}`;
  return `:value:${takesSeveral ? afterComma(words) : words}`;
}

function specs(flag: FlagWords): readonly string[] {
  const repeated = flag.value === 'nothing' ? '' : '*';
  return namesOf(flag).map(
    (name) => `    ${quoted(`${repeated}${name}[${inSpec(flag.description)}]${actionOf(flag)}`)}`,
  );
}

function commandCase({ name, flags, choices }: CommandWords): string {
  const argument = choices.length === 0 ? '1: : ' : `1:choice:(${choices.join(' ')})`;
  const lines = [...flags.flatMap(specs), `    ${quoted(argument)}`];
  return `  ${name}) _arguments -s \\\n${lines.join(' \\\n')} ;;`;
}

/** The completion of zsh. */
export function zsh(commands: readonly CommandWords[]): string {
  const described = commands.map(({ name, description }) =>
    quoted(`${name}:${inSpec(description)}`),
  );
  // Helm takes its flags before the command, too; there, --version asks for ours.
  const flagsBefore = flagsWithValue(commands).filter(({ long }) => long !== '--version');
  return `#compdef cdk8s-kvmini
# Completes cdk8s-kvmini in zsh: source <(cdk8s-kvmini completion zsh), after compinit
_cdk8s_kvmini() {
  local curcontext="$curcontext" state line
  local -a commands
  commands=(
    ${described.join('\n    ')}
  )
  _arguments -C '(- :)--help[display help for command]' '(- :)--version[print the version]' \\
${flagsBefore.flatMap(specs).join(' \\\n')} \\
    '1: :->command' '*:: :->rest'
  if [[ $state == command ]]; then
    _describe command commands
    return
  fi
  case $words[1] in
${commands.map(commandCase).join('\n')}
  esac
}
if [[ $funcstack[1] == _cdk8s_kvmini ]]; then
  _cdk8s_kvmini "$@"
else
  compdef _cdk8s_kvmini cdk8s-kvmini
fi
`;
}
