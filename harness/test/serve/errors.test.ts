import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { expect, test, vi } from 'vitest';
import { until } from '../cli/program';
import { newFolder } from '../run/runs';
import { startHttp } from './in-process';
import { scrape, startServe } from './serving';

test('an exception in a page is told and answered; the next page comes', async () => {
  let broken = true;
  const { url, failed } = await startHttp({
    runList: async () => {
      if (broken) throw new Error('made up');
      return 'the list';
    },
  });
  const response = await fetch(url);
  expect([response.status, await response.text()]).toEqual([500, 'Internal error; see the log\n']);
  expect(failed.map(String)).toEqual(['Error: made up']);
  broken = false;
  expect(await (await fetch(url)).text()).toBe('the list');
});

test.each(['EMFILE', 'ENFILE', 'ENOMEM'])('%s passes: come again', async (code) => {
  const { url } = await startHttp({
    runList: () => Promise.reject(Object.assign(new Error('made up'), { code })),
  });
  const response = await fetch(url);
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
});

test('metrics that fail once are tried again, and scrapes at the same time are one', async () => {
  const registry = new Registry();
  const metrics = vi.spyOn(registry, 'metrics').mockRejectedValueOnce(new Error('made up'));
  const { url } = await startHttp({ registry });
  expect((await fetch(`${url}/metrics`)).status).toBe(500);
  let gather = (_: string) => {};
  metrics.mockReturnValueOnce(
    new Promise((resolve) => {
      gather = resolve;
    }),
  );
  const scrapes = [1, 2, 3].map(() => fetch(`${url}/metrics`));
  await vi.waitFor(() => expect(metrics).toHaveBeenCalledTimes(2));
  await fetch(`${url}/healthz`);
  gather('a 1\n');
  const texts = await Promise.all(scrapes.map(async (each) => (await each).text()));
  expect(texts).toEqual(['a 1\n', 'a 1\n', 'a 1\n']);
  expect(metrics).toHaveBeenCalledTimes(2);
});

test('an exception that nothing takes ends neither process 1 nor its runs; it is logged and counted', async () => {
  const script = join(newFolder(), 'before.cjs');
  writeFileSync(
    script,
    `process.on('SIGUSR2', () => {
      setTimeout(() => { throw new Error('nobody took\\nforged line'); });
      Promise.reject(new TypeError('nor this'));
    });`,
  );
  const serving = await startServe(undefined, script);
  const { url, env, child, shown } = serving;
  const run = connect(env.KVMINI_SOCKET ?? '');
  run.write(
    `${JSON.stringify({ type: 'started', run: 'r', profile: 'p', model: 'm', target: 't', rate: 0, planned: { warmup: 0, measured: 1 } })}\n`,
  );
  await until(async () => (await scrape(url)).get('kvmini_run_active') === 1);
  child.kill('SIGUSR2');
  await until(async () => (await scrape(url)).get('kvmini_serve_errors_total') === 2);
  expect((await scrape(url)).get('kvmini_run_active')).toBe(1);
  expect(shown()).toContain('Error: nobody took | forged line | at');
  expect(shown()).toContain('TypeError: nor this');
  run.destroy();
  child.kill('SIGTERM');
  expect((await serving.ended).code).toBe(0);
});
