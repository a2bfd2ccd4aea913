import { isMap, type Values } from '../helm/json';
import { rememberAll, written } from '../helm/written';
import { type Path, valueAt } from '../values/path';
import { mayBeSecret } from './received';

/** Texts that Helm's templates print digit by digit: an integer of `--set` is as good as one. */
export const TEXTS_OF_DIGITS: readonly (readonly string[])[] = [['image', 'tag']];

const holderOf = (values: unknown, at: Path) => valueAt(values, at.slice(0, -1));

/** The values with another text at a path; what they share with those before is not changed. */
function withText(values: Values, [key = '', ...below]: readonly string[], text: string): Values {
  const inner = values[key];
  const own = { ...values, [key]: isMap(inner) ? withText(inner, below, text) : text };
  rememberAll(own, values);
  return own;
}

/** Takes an integer of `--set` for the text that Helm makes of it, where that is a text. */
export function takeDigits(values: Values): Values {
  return TEXTS_OF_DIGITS.reduce((all, at) => {
    const holder = holderOf(all, at);
    const found = isMap(holder) ? written(holder, String(at.at(-1))) : undefined;
    return found?.exact ? withText(all, at, found.text) : all;
  }, values);
}

/** How the text that a number was meant for is to be given, as far as that is known. */
export function asText(values: unknown, at: Path, value: number): string {
  const holder = holderOf(values, at) as Values;
  const known = written(holder, at.at(-1) ?? '');
  if (known?.exact) return '; --set reads a number here, so use --set-string';
  const digits = known?.text ?? (Number.isSafeInteger(value) ? String(value) : undefined);
  const isShown = digits !== undefined && !mayBeSecret(at);
  const why = digits === undefined ? ': YAML reads 1.10 as 1.1' : '';
  return `; put it in quotes${isShown ? `, "${digits}"` : ''} (with --set, use --set-string)${why}`;
}
