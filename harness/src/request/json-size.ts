import { BOUNDS } from './bounds';

const MAP = '{'.charCodeAt(0);
const LIST = '['.charCodeAt(0);
const COMMA = ','.charCodeAt(0);

/**
 * Whether a JSON document has more values than are read: 16 MiB of `{},{},…` are 5 million objects, which take twenty
 * times as much memory as the text. Commas in texts count too, which no answer has so many of.
 */
export function hasTooManyValues(text: string): boolean {
  // Each value has at least one character.
  if (text.length <= BOUNDS.jsonValues) return false;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const begins = code === COMMA || code === MAP || code === LIST;
    if (begins && ++values > BOUNDS.jsonValues) return true;
  }
  return false;
}
