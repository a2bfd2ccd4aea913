import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ANSWER_WITHIN_MS, inTime, readAnswer, TooLarge, TooSlow } from '../../src/target/answer';

const MOST = 4 * 2 ** 20;

const answerOf = (bytes: number) =>
  ({
    headers: {},
    body: Readable.from([Buffer.alloc(MOST / 2, 'x'), Buffer.alloc(bytes - MOST / 2, 'x')]),
  }) as unknown as Dispatcher.ResponseData;

test('an answer of 4 MiB is read whole, and one of a byte more is given up', async () => {
  expect(await readAnswer(answerOf(MOST))).toHaveLength(MOST);
  const larger = answerOf(MOST + 1);
  await expect(readAnswer(larger)).rejects.toThrow(TooLarge);
  expect((larger.body as unknown as Readable).destroyed).toBe(true);
});

function withoutTime() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** Work that has no end but that of its signal. */
const endless = (signal: AbortSignal) =>
  new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('ended')), { once: true }),
  );

test('work that ends in time leaves no timer, whatever became of it', async () => {
  withoutTime();
  expect(await inTime(async () => 'done')).toBe('done');
  await expect(inTime(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
});

test('work is ended after ten seconds, and that is what is said', async () => {
  withoutTime();
  const work = inTime(endless, new AbortController().signal);
  const failed = expect(work).rejects.toThrow(TooSlow);
  await vi.advanceTimersByTimeAsync(ANSWER_WITHIN_MS);
  await failed;
});

test('work that is ended from outside is not too slow, also where its time is up meanwhile', async () => {
  withoutTime();
  const outer = new AbortController();
  const work = inTime(async (signal) => {
    await endless(signal).catch(() => vi.advanceTimersByTimeAsync(ANSWER_WITHIN_MS));
    throw new Error('ended');
  }, outer.signal);
  outer.abort();
  await expect(work).rejects.toThrow('ended');
});
