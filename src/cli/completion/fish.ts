import { type CommandWords, type FlagWords, flagsWithValue, namesOf } from './words';

/** A text in single quotes, as fish reads it. */
const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** What completes a flag's value: `-r` asks for one, `-f` keeps files out, `-F` lets them in. */
function completing({ value, takesSeveral }: FlagWords): string {
  if (value === 'nothing') return '';
  if (value === 'text') return ' -r -f';
  if (value === 'files') return ` -r -F${takesSeveral ? " -a '(__cdk8s_kvmini_files)'" : ''}`;
  if (value === 'folders') return " -r -f -a '(__fish_complete_directories)'";
  const words = [...value].join(' ');
  return ` -r -f -a ${quoted(takesSeveral ? `(__cdk8s_kvmini_words ${words})` : words)}`;
}

function flagLine(command: string, flag: FlagWords): string {
  const short = flag.short === undefined ? '' : ` -s ${flag.short.slice(1)}`;
  const names = `${short} -l ${flag.long.slice(2)}${completing(flag)}`;
  return `complete -c cdk8s-kvmini -n '__cdk8s_kvmini_in ${command}'${names} -d ${quoted(flag.description)}`;
}

function lines({ name, description, flags, choices }: CommandWords): readonly string[] {
  const own = `complete -c cdk8s-kvmini -n '__cdk8s_kvmini_in none' -a ${name} -d ${quoted(description)}`;
  const words = `complete -c cdk8s-kvmini -n '__cdk8s_kvmini_in ${name}' -a ${quoted(choices.join(' '))}`;
  return [
    own,
    ...flags.map((flag) => flagLine(name, flag)),
    ...(choices.length > 0 ? [words] : []),
  ];
}

/** Says whether the line has a command, which is no word behind a flag. */
const inCommand = (names: string, flags: string) => `function __cdk8s_kvmini_in
  set -l found none
  set -l isValue no
  for word in (commandline -opc)[2..-1]
    if test $isValue = yes
      set isValue no
      continue
    end
    switch $word
      case ${flags}
        set isValue yes
      case ${names}
        set found $word
        break
    end
  end
  test $found = $argv[1]
end`;

/** Completes the text behind the last comma of a value. */
const AFTER_COMMA = `function __cdk8s_kvmini_value
  commandline -ct | string replace -r -- '^--[\\w-]+=' ''
end
function __cdk8s_kvmini_words
  set -l before (__cdk8s_kvmini_value | string match -r -- '^.*,')
  for word in $argv; echo "$before$word"; end
end
function __cdk8s_kvmini_files
  set -l before (__cdk8s_kvmini_value | string match -r -- '^.*,'); or return
  set -l begin (__cdk8s_kvmini_value | string replace -r -- '^.*,' '')
  for file in $begin*; echo "$before$file"; end
end`;

/** The completion of fish. */
export function fish(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const flags = flagsWithValue(commands).flatMap(namesOf).join(' ');
  return `# Completes cdk8s-kvmini in fish: cdk8s-kvmini completion fish | source
${inCommand(names, flags)}
${AFTER_COMMA}
complete -c cdk8s-kvmini -f
complete -c cdk8s-kvmini -n '__cdk8s_kvmini_in none' -l version -d 'print the version'
complete -c cdk8s-kvmini -n '__cdk8s_kvmini_in none' -s h -l help -d 'display help for command'
${commands.flatMap(lines).join('\n')}
`;
}
