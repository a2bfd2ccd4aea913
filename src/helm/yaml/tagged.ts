import { readScalar, type Scalar } from './scalar';

/** The tags whose scalars may be of another form than their tag says. */
const CHECKED = /^(?:int|float|bool|null)$/;

/** As Go decodes it: with its padding, and with line breaks anywhere. */
const BASE64 = /^(?:[a-z\d+/]{4})*(?:[a-z\d+/]{2}==|[a-z\d+/]{3}=)?$/i;

const TIME = String.raw`(?:[01]?\d|2[0-3])(?::[0-5]?\d){2}(?:[.,]\d+)?`;
const ZONE = String.raw`(?:Z|[-+](?:[01]\d|2[0-4]):(?:[0-5]\d|60))`;
const TIMESTAMP = new RegExp(`^(\\d{4})-(\\d\\d?)-(\\d\\d?)(?:[Tt]${TIME}${ZONE}| +${TIME})?$`);

/**
 * Reads a scalar with one of YAML's own tags, as Helm does.
 *
 * @param tag such as `int`, for `!!int`
 * @returns `undefined` where the text is nothing that the tag stands for
 */
export function readTagged(tag: string, text: string): Scalar | undefined {
  if (CHECKED.test(tag)) return readAs(tag, readScalar(text));
  const isRight =
    tag === 'binary' ? isBase64(text) : tag === 'timestamp' ? isTimestamp(text) : true;
  if (!isRight) return undefined;
  return { type: 'str', value: tag === 'binary' ? Buffer.from(text, 'base64').toString() : text };
}

function readAs(tag: string, scalar: Scalar): Scalar | undefined {
  if (scalar.type === tag) return scalar;
  if (tag !== 'float' || scalar.type !== 'int') return undefined;
  return { type: 'float', value: scalar.value };
}

function isBase64(text: string): boolean {
  return BASE64.test(text.replace(/[\r\n]/g, ''));
}

/** Whether it is a day of the calendar, with or without a time. */
function isTimestamp(text: string): boolean {
  const [, year, month, day] = (TIMESTAMP.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth;
}
