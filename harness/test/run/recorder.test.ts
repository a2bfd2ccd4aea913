import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RequestRow } from '../../src/request/row';
import type { Results } from '../../src/results/schema';
import { Recorder } from '../../src/run/recorder';
import { newFolder, settingsFor } from './runs';

const ROW: RequestRow = {
  ...{ index: 0, phase: 'measured', outcome: 'success', chunkGapsMs: [], usage: true },
  ...{ scheduledMs: 5, sentMs: 10, endMs: 20 },
};
const LINE = `${JSON.stringify(ROW)}\n`;

/** A recorder, what its observers saw, and how often it broke. */
function recording() {
  const folder = newFolder();
  const seen: RequestRow[] = [];
  const broken: string[] = [];
  const recorder = new Recorder(
    folder,
    settingsFor('http://127.0.0.1:1'),
    [{ row: (row) => seen.push(row) }],
    ({ message }) => broken.push(message),
  );
  const attempts = () => recorder.figures().counts.attempts;
  return { folder, recorder, seen, broken, attempts };
}

const rows = [
  { row: ROW, end: LINE.length },
  { row: ROW, end: 2 * LINE.length },
];

test('rows of a worker are written as they are, and counted', () => {
  const { folder, recorder, seen, attempts } = recording();
  recorder.text(Buffer.from(LINE + LINE), rows);
  recorder.save({} as Results);
  expect(readFileSync(join(folder, 'requests.jsonl'), 'utf8')).toBe(LINE + LINE);
  expect([attempts(), seen.length]).toEqual([2, 2]);
});

test('a row that can not be written is in no figure, and that is told once', () => {
  const { recorder, seen, broken, attempts } = recording();
  recorder.row(ROW);
  // A closed file takes no more, as a full disk.
  recorder.save({} as Results);
  recorder.row(ROW);
  recorder.text(Buffer.from(LINE + LINE), rows);
  expect([attempts(), seen.length, broken.length]).toEqual([1, 1, 1]);
});
