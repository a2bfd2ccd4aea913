/** At its limits; `test/cluster/run.test.ts` asks a real API server for the same, and for more. */
import { expect, test } from 'vitest';
import { cronProblem } from '../../src/values/kubernetes/cron';
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
