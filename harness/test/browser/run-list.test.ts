import { expect, onTestFinished } from 'vitest';
import { run, until } from '../cli/program';
import { startMock } from '../run/runs';
import { scrape, startServe } from '../serve/serving';
import { testWith } from '../support/needs';
import { launch, look, openPage } from './chromium';

const test = testWith('chromium', 'chromium');

test('the page of runs leads to the report of each, and fits a narrow screen', async () => {
  const { url, env } = await startServe();
  const browser = await launch();
  onTestFinished(() => browser.close());
  const empty = await openPage(browser, `${url}/`, { colorScheme: 'light', width: 390 });
  expect(await empty.page.textContent('main')).toContain('No run yet');
  const mock = await startMock();
  await run(['bench', '--url', mock.url, '--profile', 'smoke', '--no-progress'], env);
  await until(async () => (await scrape(url)).get('kvmini_runs_total{outcome="done"}') === 1);
  const { page, problems } = await openPage(browser, `${url}/`, {
    colorScheme: 'dark',
    width: 390,
  });
  expect((await look(page)).overflow).toBeLessThanOrEqual(0);
  expect(problems.filter((each) => !each.includes('favicon'))).toEqual([]);
  await page.click('tbody td:first-child a');
  await page.waitForSelector('svg');
  expect(await page.textContent('h1')).toContain('mock-model');
  expect((await look(page)).plots.length).toBeGreaterThan(5);
});
