/** At its limits; `test/cluster/run.test.ts` asks a real API server for the same, and for more. */
import { describe, expect, test } from 'vitest';
import { cronProblem, isNever } from '../../src/values/kubernetes/cron';
import { isTimeZone } from '../../src/values/kubernetes/time-zone';

test.each([
  ['0 0 1 1 0', undefined],
  ['59 23 31 12 6', undefined],
  ['60 0 1 1 0', 'minute: 60 is above 59'],
  ['0 24 1 1 0', 'hour: 24 is above 23'],
  ['0 0 0 1 0', 'day of the month: 0 is below 1'],
  ['0 0 32 1 0', 'day of the month: 32 is above 31'],
  ['0 0 1 0 0', 'month: 0 is below 1'],
  ['0 0 1 13 0', 'month: 13 is above 12'],
  ['0 0 1 1 7', 'day of the week: 7 is above 6'],
  ['0 0 * Jan-dec sun,SAT', undefined],
  ['0 0 sun * *', 'day of the month: "sun" is no number'],
  ['*/15 * * * *', undefined],
  ['*/0 * * * *', 'minute: a step of 0'],
  ['30-5 * * * *', 'minute: 30 is after 5'],
  ['1-2-3 * * * *', 'minute: "1-2-3" has too many hyphens'],
  ['1/2/3 * * * *', 'minute: "1/2/3" has too many slashes'],
  ['* * * *', '4 fields'],
  ['daily', 'one field'],
  ['', '0 fields'],
  ['@weekly', undefined],
  ['@every 90m', undefined],
  ['CRON_TZ=UTC * * * * *', 'a time zone in it, which is a field of its own'],
])('the schedule %s: %s', (schedule, problem) => {
  expect(cronProblem(schedule)).toBe(problem);
});

test('a word that is no schedule is told what one is', () => {
  expect(cronProblem('@reboot')).toMatch(/^"@reboot" is none of @yearly, .* and @every with a d/);
});

test('time zones are those of IANA, letter by letter', () => {
  for (const zone of ['Europe/Berlin', 'UTC', 'Asia/Calcutta']) expect(isTimeZone(zone)).toBe(true);
  for (const zone of ['europe/berlin', 'Local', '+01:00', 'Mars/Base', ''])
    expect(isTimeZone(zone)).toBe(false);
});

/** Fields of a schedule by their titles, with their bounds. */
const FIELDS = [
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['day of the month', 1, 31],
  ['month', 1, 12],
  ['day of the week', 0, 6],
] as const;

describe.each(FIELDS.map((field, index) => [...field, index] as const))(
  'the %s',
  (title, min, max, index) => {
    const problem = (text: string) =>
      cronProblem(['0', '0', '1', '1', '0'].with(index, text).join(' '));

    test.each([
      ...[`${min}`, `${max}`, `+${max}`, `0${max}`, `${min}-${max}`, `${max}-${max}`, '*', '?'],
      ...['*/1', `*/${max + 1}`, `${max}/1`, `${min}-${max}/2`, `${min},${max}`, `,${min},`, '*-5'],
    ])('takes %s', (text) => {
      expect(problem(text)).toBeUndefined();
    });

    test.each([
      [`${max + 1}`, `${max + 1} is above ${max}`],
      [`${min}-${max + 1}`, `${max + 1} is above ${max}`],
      [`${max}-${min}`, `${max} is after ${min}`],
      [`${min},${max + 1}`, `${max + 1} is above ${max}`],
      [`${max + 1}/2`, `${max + 1} is after ${max}`],
      ['-1', '"" is no number'],
      ['1.5', '"1.5" is no number'],
      ['a', '"a" is no number'],
      ['1-a', '"a" is no number'],
      ['*/a', '"a" is no number'],
      ['*/-1', '"-1" is no number'],
      ['*/0', 'a step of 0'],
      ['*/1/1', '"*/1/1" has too many slashes'],
      [`${min}-${max}-1`, `"${min}-${max}-1" has too many hyphens`],
    ])('refuses %s', (text, expected) => {
      expect(problem(text)).toBe(`${title}: ${expected}`);
    });

    test.skipIf(min === 0)('refuses 0', () => {
      expect(problem('0')).toBe(`${title}: 0 is below 1`);
    });
  },
);

test('words are those of months and days alone, and numbers from the first on', () => {
  const months = [
    'jan',
    'feb',
    'mar',
    'apr',
    'may',
    'jun',
    'jul',
    'aug',
    'sep',
    'oct',
    'nov',
    'dec',
  ];
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
  for (const word of months) {
    expect(cronProblem(`0 0 1 ${word.toUpperCase()} *`)).toBeUndefined();
    expect(cronProblem(`0 0 1 * ${word}`)).toBe(`day of the week: "${word}" is no number`);
  }
  for (const word of days) {
    expect(cronProblem(`0 0 1 * ${word}`)).toBeUndefined();
    expect(cronProblem(`0 0 1 ${word} *`)).toBe(`month: "${word}" is no number`);
  }
  expect(cronProblem('0 0 1 dec-jan *')).toBe('month: 12 is after 1');
  expect(cronProblem('0 0 1 * sat-sun')).toBe('day of the week: 6 is after 0');
  expect(cronProblem('0 0 1 */feb *')).toBe('month: "feb" is no number');
});

test.each(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'])(
  '%s is a schedule',
  (schedule) => {
    expect(cronProblem(schedule)).toBeUndefined();
    expect(cronProblem(`${schedule} `)).toMatch(
      /^"@.* " is none of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly and @every with a duration$/,
    );
  },
);

test.each([
  ['@every 1h30m', true],
  ['@every .5s', true],
  ['@every 0', true],
  ['@every 1', false],
  ['@every ', false],
  ['@every', false],
  ['@every 1h 30m', false],
  ['@Daily', false],
])('%s is a schedule: %s', (schedule, taken) => {
  expect(cronProblem(schedule) === undefined).toBe(taken);
});

test('fields stand apart by any blanks', () => {
  expect(cronProblem(' \t0\u00a00  1\u20031 0\n')).toBeUndefined();
  expect(cronProblem('0 0 1 1 0 0')).toBe('6 fields');
});

/** The days of the month that each month has in a leap year, by the calendar of JavaScript. */
const daysOf = (month: number) => new Date(Date.UTC(2028, month, 0)).getUTCDate();

describe('a schedule that names no day that there is', () => {
  test('is one whose first day no month of it has', () => {
    for (let month = 1; month <= 12; month += 1)
      for (let day = 28; day <= 31; day += 1)
        expect([month, day, isNever(`0 0 ${day} ${month} *`)]).toEqual([
          month,
          day,
          day > daysOf(month),
        ]);
  });

  test.each([
    ['0 0 31 2,4,6,9,11 *', true],
    ['0 0 31 2,4,5 *', false],
    ['0 0 31 feb *', true],
    ['0 0 30-31 2 *', true],
    ['0 0 29-31 2 *', false],
    ['0 0 31,29 2 *', false],
    ['0 0 31,30 2 *', true],
    ['0 0 31/1 4 *', true],
    ['0 0 30/5 2 ?', true],
    ['0 0 1-31/30 2 *', false],
    ['0 0 31 2/2 *', false],
    ['0 0 31 2-4/2 *', true],
    ['0 0 31 2 */1', true],
    // Any day of February is one, and so is every Monday.
    ['0 0 * 2 *', false],
    ['0 0 ? 2 *', false],
    ['0 0 */1 2 *', false],
    ['0 0 31,* 2 *', false],
    ['0 0 31 2 1', false],
    ['0 0 31 2 mon-fri', false],
    ['0 0 31 * *', false],
    ['@yearly', false],
    ['@every 1h', false],
  ])('%s: %s', (schedule, expected) => {
    expect(isNever(schedule)).toBe(expected);
  });
});
