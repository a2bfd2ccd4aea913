import { expect, test, vi } from 'vitest';

const worker = vi.hoisted(() => ({
  Worker: class {
    constructor() {
      throw Object.assign(new Error('Worker initialization failure: EAGAIN'), {
        code: 'ERR_WORKER_INIT_FAILED',
      });
    }
  },
}));
vi.mock('node:worker_threads', () => worker);

test('where no thread can be started that is no error, and it never rings', async () => {
  const { Alarm } = await import('../../src/load/alarm');
  const alarm = new Alarm();
  let rung = 0;
  alarm.set(1, () => rung++);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await alarm.close();
  expect(rung).toBe(0);
});
