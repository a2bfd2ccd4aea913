import { expect, onTestFinished, test } from 'vitest';
import { Alarm } from '../../src/load/alarm';

function alarmOf() {
  const alarm = new Alarm();
  onTestFinished(() => alarm.close());
  return alarm;
}

/** Sets an alarm; how many milliseconds after that it rang. */
async function rings(alarm: Alarm, milliseconds: number): Promise<number> {
  const set = performance.now();
  await new Promise<void>((resolve) => alarm.set(milliseconds, resolve));
  return performance.now() - set;
}

test.each([0, 0.3, 2.7, 20, -5])(
  'rings after %s ms and not before, again and again',
  async (ms) => {
    const alarm = alarmOf();
    for (let i = 0; i < 5; i++) expect(await rings(alarm, ms)).toBeGreaterThanOrEqual(ms);
  },
);

test('rings for the time that was set last, be it sooner or later', async () => {
  const alarm = alarmOf();
  const rung: string[] = [];
  // So that the thread sleeps already.
  await rings(alarm, 1);
  alarm.set(3_600_000, () => rung.push('later'));
  await rings(alarm, 1);
  alarm.set(1, () => rung.push('sooner'));
  expect(await rings(alarm, 50)).toBeGreaterThanOrEqual(50);
  expect(rung).toEqual([]);
});

test('rings once', async () => {
  const alarm = alarmOf();
  let rung = 0;
  alarm.set(1, () => rung++);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(rung).toBeLessThanOrEqual(1);
});

test('does not ring when it is closed', async () => {
  const alarm = alarmOf();
  await rings(alarm, 1);
  let rung = 0;
  alarm.set(5, () => rung++);
  await alarm.close();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(rung).toBe(0);
});
