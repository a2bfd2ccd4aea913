import { expect, test } from 'vitest';
import { run, start } from './program';

test('a dry run shows the share of each worker', async () => {
  const flags = ['bench', '--url', 'http://127.0.0.1:1', '--dry-run', '--requests', '5'];
  const more = ['--workers', '3', '--concurrency', '4', '--warmup', '2'];
  const { stdout } = await run([...flags, ...more]);
  expect(stdout).toMatch(/^workers +3 {2}\(flag\)$/m);
  expect(stdout).toContain(
    [
      'worker 0          each request whose index is 0 modulo 3, which are 2, and 1 of the warm-up; 2 at once',
      'worker 1          each request whose index is 1 modulo 3, which are 2, and 1 of the warm-up; 1 at once',
      'worker 2          each request whose index is 2 modulo 3, which are 1; 1 at once',
    ].join('\n'),
  );
  const { workers, settings, origins } = JSON.parse(
    (await run([...flags, '--json', '--duration', '5s', '--rate', '5'], { KVMINI_WORKERS: 'auto' }))
      .stdout,
  );
  expect(origins.workers).toMatch(/^auto: (CPU limit of )?[\d.]+ cores$/);
  expect(workers?.length ?? 1).toBe(settings.workers);
});

test('a worker without its order says who starts it', async () => {
  const { child, ended } = start(['worker']);
  child.stdin?.end();
  expect(await ended).toMatchObject({
    code: 2,
    stderr:
      'kvmini: kvmini worker is started by kvmini bench --workers or --pods, with its order\n',
  });
});
