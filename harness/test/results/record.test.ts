import { expect, onTestFinished, test, vi } from 'vitest';
import { readRecord } from '../../src/results/read';
import { RunRecordFile } from '../../src/results/record';
import { newFolder, settingsFor } from '../run/runs';

const STARTED = new Date('2026-11-25T10:00:08.250Z');
const settings = () => settingsFor('http://127.0.0.1:1');

test('the end is so long after the start as the monotonic clock says, whatever the wall clock did', () => {
  const folder = newFolder();
  const file = new RunRecordFile(folder, settings(), STARTED);
  expect(readRecord(folder)).toMatchObject({ outcome: 'running', endedAt: null, reason: null });
  file.ended('interrupted', 'by a test', 61_500);
  expect(readRecord(folder)).toMatchObject({
    ...{ outcome: 'interrupted', reason: 'by a test' },
    ...{ startedAt: '2026-11-25T10:00:08.250Z', endedAt: '2026-11-25T10:01:09.750Z' },
  });
});

test('a run that has ended touches its record no more', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const file = new RunRecordFile(newFolder(), settings(), STARTED);
  expect(vi.getTimerCount()).toBe(1);
  file.ended('done', null, 1);
  expect(vi.getTimerCount()).toBe(0);
});
