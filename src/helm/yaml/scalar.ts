/** What an unquoted scalar reads as. */
export type Scalar =
  | { readonly type: 'str'; readonly value: string }
  | { readonly type: 'int' | 'float'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'null'; readonly value: null };

const INTEGER = /^([+-]?)(0x[0-9a-f]+|0b[01]+|0o?[0-7]+|0|[1-9]\d*)$/i;
/** A binary number whose sign comes after `0b`, which Go's parser takes as well. */
const SIGNED_BITS = /^0b([-+])([01]+)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i;
const NOT_FINITE = /^(?:[+-]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/**
 * Reads an unquoted YAML scalar as Helm does: YAML 1.1 without base 60 and dates, and with octal `0o17`.
 *
 * @returns a number that is not finite for `.inf` and `.nan`, which JSON cannot hold
 * @see https://yaml.org/type/
 */
export function readScalar(text: string): Scalar {
  return readWord(text) ?? readNumber(text) ?? { type: 'str', value: text };
}

/** Each word in lower case, capitalised, or in upper case; `yEs` is a string. */
function readWord(text: string): Scalar | undefined {
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return { type: 'null', value: null };
  if (/^(?:[yY]|yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) {
    return { type: 'bool', value: true };
  }
  if (/^(?:[nN]|no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) {
    return { type: 'bool', value: false };
  }
  return undefined;
}

function readNumber(text: string): Scalar | undefined {
  if (NOT_FINITE.test(text)) return { type: 'float', value: Number.NaN };
  // Underscores may stand anywhere but at the beginning; after a leading dot, between digits only.
  if (!/^[-+.\d]/.test(text) || /^\.(?:_|.*(?:\D_|_(?!\d)))/.test(text)) return undefined;
  const digits = text.replaceAll('_', '');
  return readInteger(digits) ?? readFloat(digits);
}

function readInteger(text: string): Scalar | undefined {
  const match = INTEGER.exec(text.replace(SIGNED_BITS, '$10b$2'));
  if (!match) return undefined;
  const [, sign = '', digits = ''] = match;
  const magnitude = BigInt(/^0[0-7]/.test(digits) ? `0o${digits}` : digits);
  const integer = sign === '-' ? -magnitude : magnitude;
  const fits =
    BigInt.asIntN(64, integer) === integer ||
    (sign === '' && BigInt.asUintN(64, integer) === integer);
  return fits ? { type: 'int', value: Number(integer) } : undefined;
}

function readFloat(text: string): Scalar | undefined {
  const value = FLOAT.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
  return Number.isFinite(value) ? { type: 'float', value } : undefined;
}
