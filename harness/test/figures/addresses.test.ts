import { expect, test } from 'vitest';
import { summarize } from '../../src/cli/summary';
import { AddressCounter } from '../../src/figures/addresses';
import type { RequestRow } from '../../src/request/row';
import { MADE_RESULTS } from './made-run';

const rowTo = (address: string | undefined, outcome: RequestRow['outcome'] = 'success') =>
  ({
    ...{ index: 0, phase: 'measured', scheduledMs: 0, endMs: 1, chunkGapsMs: [], usage: true },
    ...{ outcome, ...(address !== undefined && { address }) },
  }) as RequestRow;

test('attempts are counted by address, and those of more than 32 together', () => {
  const counter = new AddressCounter();
  for (let i = 1; i <= 40; i++) counter.add(rowTo(`10.0.0.${i}`));
  counter.add(rowTo('10.0.0.1', 'error'));
  counter.add(rowTo(undefined));
  const list = counter.list();
  expect(list).toHaveLength(33);
  expect(list[0]).toEqual({ address: '10.0.0.1', requests: 2, errors: 1 });
  expect(list[32]).toEqual({ address: 'others', requests: 8, errors: 0 });
});

test('the summary shows them where there is more than one', () => {
  const one = { address: '10.0.0.1', requests: 7, errors: 1 };
  const other = { address: '10.0.0.2', requests: 8, errors: 0 };
  const lines = summarize({ ...MADE_RESULTS, addresses: [one, other] }).split('\n');
  expect(lines).toContain('Requests by address 10.0.0.1  7, of which 1 failed');
  expect(lines).toContain('                    10.0.0.2  8, of which 0 failed');
  expect(summarize({ ...MADE_RESULTS, addresses: [one] })).not.toContain('by address');
});
