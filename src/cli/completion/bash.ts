import type { CommandWords, FlagWords } from './words';

const namesOf = ({ long, short }: FlagWords) => [short, long].filter((name) => name !== undefined);

/** What completes a flag's value. */
function completing({ value }: FlagWords): string {
  if (value === 'text') return 'return';
  if (value === 'files') return '_cdk8s_kvmini_files -f; return';
  if (value === 'folders') return '_cdk8s_kvmini_files -d; return';
  return `_cdk8s_kvmini_words '${[...value].join(' ')}'; return`;
}

/** A case for each flag with a value; the same flag takes the same in all commands. */
function valueCases(commands: readonly CommandWords[]): string {
  const flags = new Map(
    commands.flatMap((command) => command.flags.map((flag) => [flag.long, flag])),
  );
  return [...flags.values()]
    .filter(({ value }) => value !== 'nothing')
    .map((flag) => `    ${namesOf(flag).join('|')}) ${completing(flag)} ;;`)
    .join('\n');
}

function commandCase({ name, flags, choices }: CommandWords): string {
  const words = [...flags.flatMap(namesOf), ...choices].join(' ');
  return `    ${name}) _cdk8s_kvmini_words '${words}' ;;`;
}

/** The completion of bash, from 3.2 on. */
export function bash(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name }) => name);
  return `# Completes cdk8s-kvmini in bash: source <(cdk8s-kvmini completion bash)
_cdk8s_kvmini_words() {
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
  # A value comes right behind a key and its "=".
  if [[ \${COMPREPLY[0]} == *= ]] && type compopt &>/dev/null; then compopt -o nospace; fi
}
_cdk8s_kvmini_files() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen "$1" -- "$cur"))
  if type compopt &>/dev/null; then compopt -o filenames; fi
}
_cdk8s_kvmini() {
  local cur=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command= word
  COMPREPLY=()
  # bash parts --values=a at its "=".
  if [[ $cur == '=' ]]; then cur=; elif [[ $previous == '=' ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${names.join('|')}) command=$word; break ;; esac
  done
  case $previous in
${valueCases(commands)}
  esac
  case $command in
    '') _cdk8s_kvmini_words '${[...names, 'help', '--help', '--version'].join(' ')}' ;;
${commands.map(commandCase).join('\n')}
  esac
}
complete -F _cdk8s_kvmini cdk8s-kvmini
`;
}
