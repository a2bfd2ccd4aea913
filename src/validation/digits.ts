import { isMap, type MutableValues, type Values } from '../helm/json';
import { written } from '../helm/written';
import { type Path, valueAt } from '../values/path';
import { mayBeSecret } from './received';

/** Texts that Helm's templates print digit by digit: an integer of `--set` is as good as one. */
export const TEXTS_OF_DIGITS: readonly Path[] = [['image', 'tag']];

const holderOf = (values: unknown, at: Path) => valueAt(values, at.slice(0, -1));

/** In place: takes an integer of `--set` for the text that Helm makes of it, where that is a text. */
export function takeDigits(values: MutableValues): void {
  for (const at of TEXTS_OF_DIGITS) {
    const holder = holderOf(values, at);
    const key = String(at.at(-1));
    const found = isMap(holder) ? written(holder, key) : undefined;
    if (found?.exact) (holder as MutableValues)[key] = found.text;
  }
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
