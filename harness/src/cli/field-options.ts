import { Option } from 'commander';
import { flagOf } from 'kvmini-contract/flags';
import { describe, FIELDS, type FieldName } from '../settings/fields';

/** Flags of which the opposite is of use, with its help, and whether the flag itself is not worth showing. */
const NEGATED: Partial<Record<FieldName, readonly [help: string, hidden?: true]>> = {
  stream: ['Ask for whole answers'],
  wait: ['Start at once, and mark the run where not all of the target is ready', true],
};

/** The flags by which a setting is given. */
export function fieldOptions(name: FieldName): Option[] {
  const { kind, value } = FIELDS[name];
  const help = describe(name);
  const option = new Option(`${flagOf(name)} <${value}>`, help);
  if (kind === 'list')
    return [option.argParser<readonly string[]>((text, all = []) => [...all, text])];
  if (kind !== 'flag') return [option];
  // `--no-stream` is what is of use; commander must be told of `--stream`, or it would be the default.
  const negated = NEGATED[name];
  if (negated === undefined) return [new Option(flagOf(name), help)];
  const [shown, hidden] = negated;
  const positive = new Option(flagOf(name), help);
  return [hidden ? positive.hideHelp() : positive, new Option(`--no-${name}`, shown)];
}
