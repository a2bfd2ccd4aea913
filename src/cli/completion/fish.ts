import type { CommandWords, FlagWords } from './words';

/** A text in single quotes, as fish reads it. */
const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** What completes a flag's value: `-r` asks for one, `-f` keeps files out, `-F` lets them in. */
function completing({ value }: FlagWords): string {
  if (value === 'nothing') return '';
  if (value === 'text') return ' -r -f';
  if (value === 'files') return ' -r -F';
  if (value === 'folders') return " -r -f -a '(__fish_complete_directories)'";
  return ` -r -f -a ${quoted([...value].join(' '))}`;
}

function flagLine(command: string, flag: FlagWords): string {
  const short = flag.short === undefined ? '' : ` -s ${flag.short.slice(1)}`;
  const names = `${short} -l ${flag.long.slice(2)}${completing(flag)}`;
  return `complete -c cdk8s-kvmini -n '__fish_seen_subcommand_from ${command}'${names} -d ${quoted(flag.description)}`;
}

function lines({ name, description, flags, choices }: CommandWords): readonly string[] {
  const own = `complete -c cdk8s-kvmini -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`;
  const words = `complete -c cdk8s-kvmini -n '__fish_seen_subcommand_from ${name}' -a ${quoted(choices.join(' '))}`;
  return [
    own,
    ...flags.map((flag) => flagLine(name, flag)),
    ...(choices.length > 0 ? [words] : []),
  ];
}

/** The completion of fish. */
export function fish(commands: readonly CommandWords[]): string {
  return `# Completes cdk8s-kvmini in fish: cdk8s-kvmini completion fish | source
complete -c cdk8s-kvmini -f
complete -c cdk8s-kvmini -n __fish_use_subcommand -l version -d 'print the version'
complete -c cdk8s-kvmini -n __fish_use_subcommand -s h -l help -d 'display help for command'
${commands.flatMap(lines).join('\n')}
`;
}
