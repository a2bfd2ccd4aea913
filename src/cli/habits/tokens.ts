/** A word of the command line that is no flag, or a flag with its value. */
export type Token =
  | { readonly word: string }
  | {
      /** As it was typed, without a value: `--set`, `-f`. */
      readonly flag: string;
      /** `undefined` where none was given. */
      readonly value: string | undefined;
    };

/** What follows a flag; `undefined` for one that is not known. */
export type Takes = (flag: string) => 'nothing' | 'value' | 'after =' | undefined;

/** A group of letters as pflag reads it: `-n=ns` and `-nns` are `-n ns`, and `-gn ns` is `-g -n ns`. */
function* letters(group: string, takes: Takes, next: () => string | undefined): Generator<Token> {
  let rest = group;
  while (rest !== '') {
    const flag = `-${rest[0]}`;
    rest = rest.slice(1);
    if (rest.length > 1 && rest.startsWith('=')) {
      yield { flag, value: rest.slice(1) };
      return;
    }
    if (takes(flag) !== 'value') {
      yield { flag, value: undefined };
      continue;
    }
    yield { flag, value: rest === '' ? next() : rest };
    return;
  }
}

function long(argument: string, takes: Takes, next: () => string | undefined): Token {
  const [, flag = argument, value] = /^(--[^=]*)=(.*)$/s.exec(argument) ?? [];
  if (value !== undefined) return { flag, value };
  return { flag, value: takes(flag) === 'value' ? next() : undefined };
}

/**
 * Takes a command line apart as Helm does, by the rules of Go's pflag: flags stand anywhere, `--` ends them, and a flag that
 * takes a value takes the next argument whatever it looks like.
 */
export function* tokens(args: readonly string[], takes: Takes): Generator<Token> {
  const left = [...args];
  const next = () => left.shift();
  for (let argument = next(); argument !== undefined; argument = next()) {
    if (argument === '--') {
      yield* left.map((word) => ({ word }));
      return;
    }
    if (argument.startsWith('--')) yield long(argument, takes, next);
    else if (argument.startsWith('-') && argument !== '-')
      yield* letters(argument.slice(1), takes, next);
    else yield { word: argument };
  }
}
