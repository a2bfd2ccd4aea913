import * as fc from 'fast-check';
import { at, type Keys, placesIn, put } from './paths';

/** A slip that can happen anywhere: what comes of one value, or of one key, where it can. */
interface Slip {
  readonly kind: string;
  /** @returns what the value becomes; `undefined` where the slip can't happen to it */
  readonly spoil?: (value: unknown) => unknown;
  /** @returns the key that is written instead */
  readonly misspell?: (key: string) => string | undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';

const SLIPS: readonly Slip[] = [
  {
    kind: 'slip: a letter left out of a key',
    misspell: (key) => (key.length > 3 ? key.slice(0, -2) + key.slice(-1) : undefined),
  },
  {
    kind: 'slip: a key in other capitals',
    misspell: (key) => (/[A-Z]/.test(key) ? key.toLowerCase() : undefined),
  },
  { kind: 'slip: an unknown key', misspell: (key) => `${key}Extra` },
  {
    kind: 'slip: a number in quotes',
    spoil: (value) => (typeof value === 'number' ? String(value) : undefined),
  },
  {
    kind: 'slip: a switch in quotes',
    spoil: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  },
  {
    kind: 'slip: a negative number',
    spoil: (value) => (typeof value === 'number' ? -value - 1 : undefined),
  },
  {
    kind: 'slip: a fraction',
    spoil: (value) => (typeof value === 'number' ? value + 0.5 : undefined),
  },
  {
    kind: 'slip: an empty text',
    spoil: (value) => (isText(value) && value !== '' ? '' : undefined),
  },
  {
    kind: 'slip: a word in small letters',
    spoil: (value) =>
      isText(value) && /^[A-Z][a-z]/.test(value) ? value.toLowerCase() : undefined,
  },
  { kind: 'slip: a number for a text', spoil: (value) => (isText(value) ? 5 : undefined) },
  {
    kind: 'slip: a text with a space',
    spoil: (value) => (isText(value) ? `${value} x` : undefined),
  },
  {
    kind: 'slip: one for a list',
    spoil: (value) => (Array.isArray(value) && value.length > 0 ? value[0] : undefined),
  },
  { kind: 'slip: a list for one', spoil: (value) => (Array.isArray(value) ? undefined : [value]) },
  {
    kind: 'slip: an empty list',
    spoil: (value) => (Array.isArray(value) && value.length > 0 ? [] : undefined),
  },
  {
    kind: 'slip: an empty map',
    spoil: (value) =>
      value !== null && typeof value === 'object' && !Array.isArray(value) ? {} : undefined,
  },
  { kind: 'slip: a null', spoil: () => null },
];

/** A value with a slip in it. */
export interface Spoilt {
  readonly kind: string;
  readonly value: unknown;
}

/** The key of a map's member at a place; not of a list's item, nor of the value itself. */
function keyAt(place: Keys): string | undefined {
  const last = place.at(-1);
  return typeof last === 'string' ? last : undefined;
}

function happens({ spoil, misspell }: Slip, value: unknown, place: Keys): unknown {
  const found = at(value, place);
  if (spoil) {
    const spoilt = spoil(found);
    return spoilt === undefined ? undefined : put(value, place, spoilt);
  }
  const key = keyAt(place);
  const other = key === undefined ? undefined : misspell?.(key);
  if (other === undefined) return undefined;
  return put(put(value, place, undefined), [...place.slice(0, -1), other], found);
}

/** One slip, somewhere in a value, so many keys or more below its top. */
export function slipIn(value: unknown, depth = 1): fc.Arbitrary<Spoilt> {
  const places = placesIn(value).filter((place) => place.length >= depth);
  const all = SLIPS.flatMap((slip) =>
    places.map((place) => ({ kind: slip.kind, value: happens(slip, value, place) })),
  ).filter((spoilt) => spoilt.value !== undefined);
  return all.length === 0 ? fc.constant({ kind: 'none', value }) : fc.constantFrom(...all);
}
