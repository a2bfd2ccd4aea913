import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { onPage } from '../../src/figures/format';
import { MEASURE_NAMES, MEASURES } from '../../src/figures/measures';
import { html } from '../../src/report/html';
import { writeReport } from '../../src/report/report';

import { readRun, runBench, settingsFor, startMock } from '../run/runs';

async function reportOf(folder: string) {
  const text = readFileSync(await writeReport(folder), 'utf8');
  return { text, document: parseHTML(text).document };
}

test('shows every figure of the results with its definition, and needs nothing from outside', async () => {
  const { url } = await startMock({ faults: { http_500: 0.3 } });
  const { folder } = await runBench(settingsFor(url, { requests: 30 }));
  const { results } = readRun(folder);
  const { text, document } = await reportOf(folder);
  const rows = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent ?? '');
  for (const name of MEASURE_NAMES) {
    const row = rows.find((each) =>
      each.startsWith(MEASURES[name].title + MEASURES[name].definition),
    );
    expect(row).toContain(onPage.number(results.distributions[name]?.p99));
  }
  expect(rows.join()).toContain(`Attempts30`);
  const reasons = document.querySelector('svg[aria-label="Failed requests by reason"]');
  expect(reasons?.textContent).toContain('http_5xx');
  expect(text).not.toMatch(/<script|<link|<img|src=|@import|url\(/);
});

test('what the server calls its model is text, not HTML', async () => {
  const { url } = await startMock({ model: '<script>alert(1)</script>' });
  const { folder } = await runBench(settingsFor(url));
  const { text, document } = await reportOf(folder);
  expect(text).not.toContain('<script');
  expect(document.querySelector('h1')?.textContent).toContain('<script>alert(1)</script>');
});

test('a killed run is reported from its rows, and marked', async () => {
  const { url } = await startMock();
  const { folder } = await runBench(settingsFor(url));
  rmSync(join(folder, 'results.json'));
  appendFileSync(join(folder, 'requests.jsonl'), '{"index":10');
  const { document } = await reportOf(folder);
  expect(document.querySelector('[role=alert]')?.textContent).toContain('results are gone');
  expect(document.querySelector('tbody')?.textContent).toMatch(/10\s*$/m);
});

test('rows that are not those of the results are told', async () => {
  const { url } = await startMock();
  const { folder } = await runBench(settingsFor(url));
  const told = 'requests.jsonl has 0 finished requests, and results.json counts 10';
  expect((await reportOf(folder)).text).not.toContain('finished requests, and');
  writeFileSync(join(folder, 'requests.jsonl'), '');
  expect((await reportOf(folder)).document.body.textContent).toContain(told);
});

test('a run that measured nothing has a report too', async () => {
  const { folder } = await runBench(settingsFor('http://127.0.0.1:9'));
  const { document } = await reportOf(folder);
  expect(document.querySelector('[role=alert]')?.textContent).toContain('did not answer');
  expect(document.querySelectorAll('svg')).toHaveLength(0);
});

test('html escapes what is put into it, in texts, attributes and lists', () => {
  const bad = `<b a="1">&'`;
  expect(html`<i title="${bad}">${[bad, html`<u>${1}</u>`, null, false]}</i>`.text).toBe(
    '<i title="&lt;b a=&quot;1&quot;&gt;&amp;&#39;">&lt;b a=&quot;1&quot;&gt;&amp;&#39;<u>1</u></i>',
  );
});
