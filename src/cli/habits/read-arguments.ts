import type { Command, Option } from 'commander';
import { nearest } from 'kvmini-contract/nearest';
import { usageError } from '../errors';
import type { HelmFlag } from './flag';
import { ASK_THE_SERVER, DRY_RUNS, helmFlag, helmFlags } from './flags';
import { pathOf } from './path';
import { type Takes, type Token, tokens } from './tokens';
import { missingWord, named, plain, wordProblems } from './words';

/** A command line that commander reads as Helm would. */
export interface Reading {
  /** Every flag in the form that commander knows, with its value behind it. */
  readonly args: readonly string[];
  /** A line for each flag that is taken and does nothing. */
  readonly warnings: readonly string[];
}

type FlagToken = Exclude<Token, { readonly word: string }>;

const NAME_THE_RELEASE = 'name the release';

/** What Go's `strconv.ParseBool` takes. */
const TRUE = /^(1|t|T|TRUE|true|True)$/;
const FALSE = /^(0|f|F|FALSE|false|False)$/;

/** Whether one flag is on where the other is off: `--no-x` and `--x`, `--with` and `--without`. */
const isOpposite = (one: string, other: string) =>
  one.startsWith('no-') !== other.startsWith('no-') || `${one}out` === other;

/** Reads the arguments of one command; problems are gathered. */
class Reader {
  readonly problems: string[] = [];
  readonly warnings: string[] = [];
  readonly words: string[] = [];
  readonly withValues: string[] = [];
  /** The last word on each flag that is on or off. */
  readonly switches = new Map<string, boolean>();
  asksForHelp = false;
  private isSure = true;

  constructor(private readonly command: Command) {}

  readonly takes: Takes = (flag) => {
    const own = this.own(flag);
    if (own) return own.required ? 'value' : 'nothing';
    return helmFlag(flag)?.takes;
  };

  private own(flag: string): Option | undefined {
    return this.command.options.find(({ long, short }) => flag === long || flag === short);
  }

  add(token: Token): void {
    if ('word' in token) this.words.push(token.word);
    else if (token.flag === '--help' || token.flag === '-h') this.asksForHelp = true;
    else this.addFlag(token);
  }

  private addFlag(token: FlagToken): void {
    const own = this.own(token.flag);
    const helm = own ? undefined : helmFlag(token.flag);
    if (this.takes(token.flag) === 'value' && token.value === undefined)
      this.problems.push(`${token.flag}: a value is missing after it`);
    else if (own) this.addOwn(own, token);
    else if (helm && helm.fate !== 'works') this.addHelmFlag(helm, token);
    else this.addUnknown(token.flag);
  }

  private addOwn({ long, required }: Option, token: FlagToken): void {
    const name = long ?? token.flag;
    if (required) this.withValues.push(name, token.value ?? '');
    else this.switch(name, token);
  }

  /** Whether a flag without a value is on; `undefined` where what it is set to is neither. */
  private isOn({ flag, value }: FlagToken): boolean | undefined {
    if (value === undefined || TRUE.test(value)) return true;
    if (FALSE.test(value)) return false;
    this.problems.push(`${flag}: expected true or false after "="`);
    return undefined;
  }

  private switch(name: string, token: FlagToken): void {
    const isOn = this.isOn(token);
    if (isOn !== undefined) this.switches.set(name, isOn);
  }

  private addHelmFlag(helm: HelmFlag, token: FlagToken): void {
    if (helm.name === 'dry-run') this.dryRun(token);
    else if (helm.takes === 'value' || !FALSE.test(token.value ?? '')) this.tell(helm, token);
  }

  private tell({ fate, takes, says }: HelmFlag, token: FlagToken): void {
    if (takes === 'nothing' && this.isOn(token) === undefined) return;
    if (fate === 'refused') this.problems.push(`${token.flag}: ${plain(says)}`);
    if (fate === 'warned') this.warnings.push(`${token.flag} changes nothing: ${plain(says)}`);
  }

  private dryRun({ flag, value }: FlagToken): void {
    if (value === 'server') this.problems.push(`${flag}=server: ${plain(ASK_THE_SERVER)}`);
    else if (value !== undefined && !DRY_RUNS.includes(value))
      this.problems.push(`${flag}: expected client or none after "="`);
  }

  private addUnknown(flag: string): void {
    const help = `(${pathOf(this.command)} --help lists its options)`;
    this.problems.push(`unknown option '${flag}'${this.suggestion(flag)} ${help}`);
    this.isSure = false;
  }

  /** The flag that was meant: one of this command's, else one of Helm's, with what to type instead of it. */
  private suggestion(flag: string): string {
    const name = flag.slice(2);
    const meantOf = (known: readonly string[]) =>
      flag.startsWith('--')
        ? nearest(
            name,
            known.filter((one) => !isOpposite(name, one)),
          )[0]
        : undefined;
    const own = meantOf(this.command.options.flatMap(({ long }) => (long ? [long.slice(2)] : [])));
    if (own !== undefined) return `; did you mean --${own}?`;
    const others = helmFlags().filter(({ fate }) => fate !== 'works');
    const meant = meantOf(others.map((other) => other.name));
    const helm = others.find((one) => one.name === meant);
    if (helm === undefined) return '';
    const instead = helm.fate === 'refused' ? ` --${helm.name}: ${plain(helm.says)}` : '';
    return `; did you mean --${helm.name}?${instead}`;
  }

  /** All problems, with the release's name where there is one; after an unknown flag, words may be its value. */
  all(): readonly string[] {
    const words = this.isSure ? wordProblems(this.command, this.words) : [];
    // Helm's own --generate-name CHART would else be told twice to name the release.
    const isTold = (line: string) =>
      line.includes(NAME_THE_RELEASE) &&
      this.problems.some((one) => one.includes(NAME_THE_RELEASE));
    const problems = [...this.problems, ...words.filter((line) => !isTold(line))];
    const all = problems.length > 0 ? problems : missingWord(this.command, this.words);
    return this.isSure ? all.map((line) => named(line, this.words)) : all;
  }
}

/**
 * Reads the arguments of a command as Helm would: `-n=ns`, `--create-namespace=true`, flags of Helm's that do nothing here.
 *
 * @throws CommandLineError with a line for each thing that this command does not do, and what to type instead
 */
export function readArguments(command: Command, args: readonly string[]): Reading {
  const reader = new Reader(command);
  for (const token of tokens(args, reader.takes)) reader.add(token);
  if (reader.asksForHelp) return { args: ['--help'], warnings: [] };
  const problems = reader.all();
  if (problems.length > 0) throw usageError(problems);
  const on = [...reader.switches].filter(([, isOn]) => isOn).map(([name]) => name);
  return { args: [...reader.withValues, ...on, '--', ...reader.words], warnings: reader.warnings };
}
