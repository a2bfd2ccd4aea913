import { type CommandWords, type FlagWords, flagsWithValue, namesOf } from './words';

/** What completes a flag's value. */
function completing({ value, takesSeveral }: FlagWords): string {
  const separator = takesSeveral ? ',' : '';
  if (value === 'text') return 'return';
  if (value === 'files') return `_cdk8s_kvmini_offer '${separator}' -f; return`;
  if (value === 'folders') return `_cdk8s_kvmini_offer '${separator}' -d; return`;
  return `_cdk8s_kvmini_offer '${separator}' -W '${[...value].join(' ')}'; return`;
}

const patternOf = (flag: FlagWords) => namesOf(flag).join('|');

function commandCase({ name, flags, choices }: CommandWords): string {
  const words = [...flags.flatMap(namesOf), ...choices].join(' ');
  return `    ${name}) _cdk8s_kvmini_offer '' -W '${words}' ;;`;
}

/** Offers what completes the text behind its last separator. */
const OFFER = `_cdk8s_kvmini_offer() {
  local separator=$1 how=$2 words=\${3// /$'\\n'} item=$text head=\${text%"$cur"} before IFS=$'\\n'
  [[ -n $separator ]] && item=\${text##*"$separator"}
  before=\${text%"$item"}
  COMPREPLY=($(compgen "$how" \${words:+"$words"} -P "$before" -- "$item"))
  # What stands before the word is on the line already.
  COMPREPLY=("\${COMPREPLY[@]#"$head"}")
  type compopt &>/dev/null || return
  if [[ $how != -W ]]; then compopt -o filenames
  # A value comes right behind a key and its "=".
  elif [[ \${COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi
}`;

/** Puts together what bash parts at its "=" and ":", as `--values=a` and `a=1`, and finds the flag before it. */
const READ_TEXT = `_cdk8s_kvmini_read_text() {
  local at=$COMP_CWORD index
  while (( at > 1 )); do
    if [[ \${COMP_WORDS[at]} == [=:]* ]]; then at=$((at - 1))
    elif [[ \${COMP_WORDS[at-1]} == [=:]* ]]; then at=$((at - 2))
    else break; fi
  done
  end=$at
  if [[ \${COMP_WORDS[at]} == -* ]] && (( at < COMP_CWORD )); then
    flag=\${COMP_WORDS[at]}
    at=$((at + 2))
  else
    flag=\${COMP_WORDS[at-1]}
  fi
  for ((index = at; index <= COMP_CWORD; index++)); do text+=\${COMP_WORDS[index]}; done
}`;

/** Finds the command, which is no word behind a flag. */
const findCommand = (names: string, flags: string) => `_cdk8s_kvmini_find_command() {
  local word isValue=
  for word in "\${COMP_WORDS[@]:1:end-1}"; do
    if [[ $word == [=:]* ]]; then isValue=1
    elif [[ -n $isValue ]]; then isValue=
    else
      case $word in
        ${flags}) isValue=1 ;;
        ${names}) command=$word; return ;;
      esac
    fi
  done
}`;

/** The completion of bash, from 3.2 on. */
export function bash(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name }) => name);
  const flags = flagsWithValue(commands);
  return `# Completes cdk8s-kvmini in bash: source <(cdk8s-kvmini completion bash)
${OFFER}
${READ_TEXT}
${findCommand(names.join('|'), flags.map(patternOf).join('|'))}
_cdk8s_kvmini() {
  local cur=\${COMP_WORDS[COMP_CWORD]} text= flag= command= end
  COMPREPLY=()
  [[ $cur == [=:]* ]] && cur=
  _cdk8s_kvmini_read_text
  _cdk8s_kvmini_find_command
  case $flag in
${flags.map((flag) => `    ${patternOf(flag)}) ${completing(flag)} ;;`).join('\n')}
  esac
  case $command in
    '') _cdk8s_kvmini_offer '' -W '${[...names, 'help', '--help', '--version'].join(' ')}' ;;
${commands.map(commandCase).join('\n')}
  esac
}
complete -F _cdk8s_kvmini cdk8s-kvmini
`;
}
