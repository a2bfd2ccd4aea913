/**
 * The schedules that a CronJob takes: those of `cron.ParseStandard` of robfig/cron 3, which the API server asks.
 *
 * @see https://github.com/robfig/cron/blob/v3.0.1/parser.go
 */

/** One field of a schedule. */
interface Field {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  /** Words for numbers from `min` on. */
  readonly words?: readonly string[];
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');

const FIELDS = [
  { title: 'minute', min: 0, max: 59 },
  { title: 'hour', min: 0, max: 23 },
  { title: 'day of the month', min: 1, max: 31 },
  { title: 'month', min: 1, max: 12, words: MONTHS },
  { title: 'day of the week', min: 0, max: 6, words: DAYS },
] as const satisfies readonly Field[];

const DESCRIPTORS = [
  ...['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'],
];

/** `time.ParseDuration`, which `@every` is read by. */
const GO_DURATION = /^[-+]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/** What Go splits fields at. */
const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** Says what is wrong with a part, as the end of a sentence. */
class CronProblem extends Error {}

function numberIn({ title, min, words }: Field, text: string): number {
  const word = words?.indexOf(text.toLowerCase()) ?? -1;
  if (word >= 0) return word + min;
  if (/^[-+]?\d+$/.test(text) && !text.startsWith('-')) return Number(text);
  throw new CronProblem(`${title}: "${text}" is no number`);
}

/** The first and the last number of a range. */
function rangeOf(field: Field, text: string): readonly [number, number] {
  const [low = '', high, ...more] = text.split('-');
  if (low === '*' || low === '?') return [field.min, field.max];
  const first = numberIn(field, low);
  if (more.length > 0) throw new CronProblem(`${field.title}: "${text}" has too many hyphens`);
  return [first, high === undefined ? first : numberIn(field, high)];
}

/** Every number that one part of a field stands for. */
function numbersOf(field: Field, text: string): number[] {
  const { title, min, max } = field;
  const [range = '', stepText, ...more] = text.split('/');
  const [first, end] = rangeOf(field, range);
  if (more.length > 0) throw new CronProblem(`${title}: "${text}" has too many slashes`);
  const step = stepText === undefined ? 1 : numberIn({ title, min, max }, stepText);
  // With a step, a single number is where it begins.
  const last = stepText !== undefined && !range.includes('-') ? max : end;
  if (first < min) throw new CronProblem(`${title}: ${first} is below ${min}`);
  if (last > max) throw new CronProblem(`${title}: ${last} is above ${max}`);
  if (first > last) throw new CronProblem(`${title}: ${first} is after ${last}`);
  if (step === 0) throw new CronProblem(`${title}: a step of 0`);
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
}

const partsOf = (text: string) => text.split(',').filter((part) => part !== '');

function problemOf(schedule: string): string | undefined {
  if (schedule.startsWith('@')) return descriptorProblem(schedule);
  const fields = schedule.split(SPACE).filter(Boolean);
  if (fields.length === 1) return 'one field';
  if (fields.length !== FIELDS.length) return `${fields.length} fields`;
  try {
    for (const [index, field] of FIELDS.entries())
      for (const part of partsOf(fields[index] ?? '')) numbersOf(field, part);
    return undefined;
  } catch (error) {
    if (error instanceof CronProblem) return error.message;
    throw error;
  }
}

function descriptorProblem(schedule: string): string | undefined {
  if (DESCRIPTORS.includes(schedule)) return undefined;
  const [, every] = /^@every (.*)$/s.exec(schedule) ?? [];
  if (every !== undefined && GO_DURATION.test(every)) return undefined;
  return `"${schedule}" is none of ${DESCRIPTORS.join(', ')} and @every with a duration`;
}

/** Says what is wrong with a schedule; `undefined` where a CronJob takes it. */
export function cronProblem(schedule: string): string | undefined {
  if (schedule.includes('TZ')) return 'a time zone in it, which is a field of its own';
  return problemOf(schedule);
}

/** How many days each month has at most. */
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a schedule that is right names no day that there is, such as 31 February. */
export function isNever(schedule: string): boolean {
  const fields = schedule.split(SPACE).filter(Boolean);
  const [, , day = '*', month = '*', weekday = '*'] = fields;
  const isAny = (text: string) => partsOf(text).some((part) => /^[*?](\/1)?$/.test(part));
  if (schedule.startsWith('@') || isAny(day) || !isAny(weekday)) return false;
  const numbers = (index: 2 | 3, text: string) =>
    partsOf(text).flatMap((part) => numbersOf(FIELDS[index], part));
  const first = Math.min(...numbers(2, day));
  return numbers(3, month).every((each) => first > (LENGTHS[each - 1] ?? 0));
}
