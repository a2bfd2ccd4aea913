import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { writeReport } from '../../src/report/report';
import { runBench, settingsFor, startMock } from '../run/runs';
import { testWith } from '../support/needs';
import { launch, look, openPage } from './chromium';

const test = testWith('chromium', 'chromium');

const brightness = (color: string) =>
  (color.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, each) => sum + Number(each), 0) / 3;

test('the report reads well in a browser, light and dark, wide and narrow, without a network', async () => {
  const { url } = await startMock({ faults: { http_429: 0.2 } });
  const { folder } = await runBench(settingsFor(url, { requests: 60, rate: 200 }));
  const address = pathToFileURL(await writeReport(folder)).href;
  const browser = await launch();
  onTestFinished(() => browser.close());
  for (const [colorScheme, width] of [
    ['light', 1200],
    ['dark', 390],
  ] as const) {
    const { page, problems } = await openPage(browser, address, { colorScheme, width });
    const seen = await look(page);
    expect(problems).toEqual([]);
    expect(seen.overflow).toBeLessThanOrEqual(0);
    expect(seen.plots.length).toBeGreaterThanOrEqual(9);
    expect(await page.locator('figure').count()).toBe(seen.plots.length);
    for (const plot of seen.plots) {
      expect(plot.label).toMatch(/\w/);
      expect(plot.width).toBeGreaterThan(250);
      expect(plot.shapes).toBeGreaterThan(5);
    }
    const contrast = brightness(seen.ink) - brightness(seen.background);
    expect(colorScheme === 'dark' ? contrast : -contrast).toBeGreaterThan(150);
    await page.screenshot({ path: join(folder, `${colorScheme}.png`), fullPage: true });
  }
});
