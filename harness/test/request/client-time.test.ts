import type { ServerResponse } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { clientOf, PLAIN, startServer } from './served';
import { DONE, says } from './wire';

// A file of its own: undici keeps a timer once it has one, and it must be a fake one.
test('has no limit of time but that of a request', async () => {
  const held: ServerResponse[] = [];
  const { origin } = await startServer((response) => held.push(response));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { send } = clientOf({ origin, ...PLAIN, requestTimeoutMs: 3_600_000 });
  const row = send();
  const turns = async (done: () => boolean) => {
    while (!done()) await new Promise((resolve) => setImmediate(resolve));
  };
  await turns(() => held.length > 0);
  vi.advanceTimersByTime(1_200_000);
  held[0]?.write(says('a').text);
  await turns(() => (held[0]?.socket?.writableLength ?? 0) === 0);
  vi.advanceTimersByTime(1_200_000);
  held[0]?.end(DONE.text);
  expect(await row).toMatchObject({ outcome: 'success', status: 200 });
});
