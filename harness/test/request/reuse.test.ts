import { expect, test } from 'vitest';
import { ReusePolicy } from '../../src/request/reuse';

const [LEARNING, KNOWN] = [25, 5];

/** A policy that was told so many times that a connection was open after its rest. */
function kept(times: number, wanted: 'auto' | 'always' | 'never' = 'auto'): ReusePolicy {
  const policy = new ReusePolicy(wanted);
  for (let i = 0; i < times; i++) policy.rested();
  return policy;
}

const repeat = (times: number, what: () => void) => {
  for (let i = 0; i < times; i++) what();
};

test('a connection rests longer until eight have been kept', () => {
  expect([0, 7, 8].map((times) => kept(times).restMs)).toEqual([LEARNING, LEARNING, KNOWN]);
});

test('a single close in haste, or one that a request met, makes it rest longer again', () => {
  const [hasty, met] = [kept(50), kept(50)];
  hasty.closed(1_000);
  met.metClosed();
  expect([hasty.restMs, met.restMs]).toEqual([LEARNING, LEARNING]);
  const slow = kept(50);
  slow.closed(1_001);
  expect(slow.restMs).toBe(KNOWN);
});

test('four closes in haste, and more than were kept, end the reuse', () => {
  const none = kept(0);
  repeat(3, () => none.closed(1));
  expect(none.reuses).toBe(true);
  none.closed(1);
  expect(none.reuses).toBe(false);
  const few = kept(3);
  repeat(3, () => few.closed(1));
  expect([few.reuses, few.note()]).toEqual([true, undefined]);
  few.closed(1);
  expect(few.reuses).toBe(false);
  expect(few.note()).toContain('closes its connections after answers');
  const many = kept(4);
  repeat(4, () => many.closed(1));
  expect(many.reuses).toBe(true);
  many.closed(1);
  expect(many.reuses).toBe(false);
});

test('three requests that met a closed connection end the reuse, however many were kept', () => {
  const policy = kept(1_000);
  repeat(2, () => policy.metClosed());
  expect([policy.reuses, policy.note()]).toEqual([true, undefined]);
  policy.metClosed();
  expect(policy.reuses).toBe(false);
  expect(policy.note()).toMatch(/^3 requests met connections .* after the first 3 of them/);
  policy.metClosed();
  expect(policy.note()).toMatch(/^4 requests met connections .* after the first 3 of them/);
});

test('a connection is taken for open for three quarters of the shortest time after which one was closed', () => {
  const policy = kept(0);
  expect(policy.idleLimitMs).toBe(Number.POSITIVE_INFINITY);
  // Behind the answer itself: that says nothing of idle connections.
  policy.closed(25);
  expect(policy.idleLimitMs).toBe(Number.POSITIVE_INFINITY);
  policy.closed(5_000);
  policy.closed(60_000);
  expect(policy.idleLimitMs).toBe(3_750);
});

test('what the user wants is done, whatever the server does', () => {
  const [always, never] = [kept(0, 'always'), kept(100, 'never')];
  repeat(9, () => {
    always.closed(1);
    always.metClosed();
    always.closed(5_000);
  });
  expect([always.reuses, always.restMs, always.idleLimitMs, always.note()]).toEqual([
    ...[true, 0, Number.POSITIVE_INFINITY, undefined],
  ]);
  expect([never.reuses, never.note()]).toEqual([false, undefined]);
});
