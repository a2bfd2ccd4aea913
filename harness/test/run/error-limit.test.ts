import { expect, test } from 'vitest';
import type { Reason, RequestRow } from '../../src/request/row';
import { ErrorLimit } from '../../src/run/error-limit';

/** Rows in short: so many that ended well, that failed, or that were cut off. */
type Rows = readonly (readonly [count: number, outcome: RequestRow['outcome'], reason?: Reason])[];

/** What ends a run with these rows. */
function endOf(limit: number, rows: Rows): string[] {
  const reasons: string[] = [];
  const watch = new ErrorLimit(limit, (reason) => reasons.push(reason));
  for (const [count, outcome, reason] of rows)
    for (let i = 0; i < count; i++) watch.row({ outcome, reason } as RequestRow);
  return reasons;
}

const stopped = (failed: number, last: number, reasons: string) => [
  `stopped by --stop-on-errors: ${failed} of the last ${last} finished requests failed: ${reasons}`,
];

test.each<[number, Rows, string[]]>([
  [1, [[1, 'error', 'connect']], stopped(1, 1, '1 × connect')],
  [
    2,
    [
      [1, 'error', 'connect'],
      [99, 'success'],
    ],
    [],
  ],
  [
    2,
    [
      [1, 'error', 'connect'],
      [98, 'success'],
      [1, 'error', 'http_5xx'],
    ],
    stopped(2, 100, '1 × connect, 1 × http_5xx'),
  ],
  // The first one is the last but 100 by then.
  [
    2,
    [
      [1, 'error', 'connect'],
      [99, 'success'],
      [1, 'error', 'http_5xx'],
    ],
    [],
  ],
  [
    2,
    [
      [1, 'error', 'connect'],
      [500, 'unfinished'],
      [1, 'error', 'http_5xx'],
    ],
    stopped(2, 2, '1 × connect, 1 × http_5xx'),
  ],
  [2, [[500, 'unfinished']], []],
  [100, [[100, 'error', 'http_5xx']], stopped(100, 100, '100 × http_5xx')],
  [3, [[9, 'error']], stopped(3, 3, '3 × other')],
])('%i of the last 100: %j ends the run once: %j', (limit, rows, reasons) => {
  expect(endOf(limit, rows)).toEqual(reasons);
});
