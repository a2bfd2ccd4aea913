import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { RunIndex } from '../../src/serve/run-index';
import { RunListPage } from '../../src/serve/run-list';
import { MADE_RECORD, MADE_RESULTS, writeMadeRun } from '../figures/made-run';
import type { Element } from '../report/svg';
import { newFolder } from '../run/runs';

async function runListPage(outputDir: string): Promise<string> {
  const index = new RunIndex(outputDir, outputDir, () => {});
  return new RunListPage(outputDir).show(await index.latest());
}

async function cellsOf(outputDir: string) {
  const page = parseHTML(await runListPage(outputDir));
  const { document }: { document: Element } = page as unknown as { document: Element };
  const cells = (row: Element) => [...row.children].map((cell) => cell.textContent?.trim() ?? '');
  const [head, ...rows] = [...document.querySelectorAll('tr')].map(cells);
  return { document, head: head ?? [], rows };
}

test('each run has a row with its figures under their names', async () => {
  const outputDir = newFolder();
  writeMadeRun(outputDir);
  const { head, rows } = await cellsOf(outputDir);
  const [row = []] = rows;
  expect(Object.fromEntries(head.map((name, i) => [name, row[i]]))).toMatchObject({
    ...{ run: '2026-11-25_10-00-00', outcome: 'done', profile: 'made', model: 'made-model' },
    ...{ requests: '4,000', errors: '25.00 %', 'tokens/s': '12,488' },
    ...{ 'TTFT p50, ms': '1,050.1', 'TTFT p99, ms': '1,099.1', 'end to end p99, ms': '4,099' },
    files: 'results run requests',
  });
});

test('a run that was worse than its baseline is marked, with what was worse', async () => {
  const outputDir = newFolder();
  const baseline = { asked: 'x', run: 'x', maxRegression: 0.05, worse: ['Error rate'] };
  writeMadeRun(outputDir, { record: { ...MADE_RECORD, exitCode: 3, baseline } });
  const good = { ...MADE_RECORD, id: '2026-11-25_09-00-00', exitCode: 0 };
  writeMadeRun(outputDir, { record: { ...good, baseline: { ...baseline, worse: [] } } });
  const { document, rows } = await cellsOf(outputDir);
  expect(rows.map(([, outcome]) => outcome)).toEqual(['done worse', 'done']);
  expect(document.querySelector('.badge.failed')?.getAttribute('title')).toBe(
    'Worse than in x by more than 5.00 %: Error rate',
  );
});

test('a run without results yet has dashes, and one that cannot be read says why', async () => {
  const outputDir = newFolder();
  writeMadeRun(outputDir, { results: null, record: { ...MADE_RECORD, outcome: 'running' } });
  const broken = join(outputDir, '2026-11-25_11-00-00');
  mkdirSync(broken);
  writeFileSync(join(broken, 'run.json'), '{}');
  const { rows } = await cellsOf(outputDir);
  expect(rows[0]?.[1]).toMatch(/run\.json: not as this version writes it/);
  expect(rows[1]?.slice(0, 4)).toEqual(['2026-11-25_10-00-00', 'running', 'made', 'made-model']);
  expect(rows[1]?.slice(4, 10)).toEqual(['–', '–', '–', '–', '–', '–']);
});

test('the newest run is first, -10 after -9; what is no run is not listed', async () => {
  const outputDir = newFolder();
  const ids = ['2026-11-25_10-00-00-10', '2026-11-25_10-00-00', '2026-11-25_10-00-00-9'];
  for (const id of [...ids, '2026-11-25_10-00-01', 'notes', '2026-11-25_10-00-00-x']) {
    writeMadeRun(outputDir, { record: { ...MADE_RECORD, id } });
  }
  const { rows } = await cellsOf(outputDir);
  expect(rows.map(([id]) => id)).toEqual([
    ...['2026-11-25_10-00-01', '2026-11-25_10-00-00-10', '2026-11-25_10-00-00-9'],
    '2026-11-25_10-00-00',
  ]);
});

test('a run links to its report and to each of its files', async () => {
  const outputDir = newFolder();
  const folder = writeMadeRun(outputDir, { results: MADE_RESULTS });
  writeFileSync(join(folder, 'report.html'), '');
  const { document } = await cellsOf(outputDir);
  const links = [...document.querySelectorAll('a')].map((link) => [
    ...[link.textContent, link.getAttribute('href')],
  ]);
  const path = 'runs/2026-11-25_10-00-00';
  expect(links).toEqual([
    ['2026-11-25_10-00-00', `${path}/report.html`],
    ['report', `${path}/report.html`],
    ['results', `${path}/results.json`],
    ['run', `${path}/run.json`],
    ['requests', `${path}/requests.jsonl`],
  ]);
});

test('200 runs are shown, and how many more there are', async () => {
  const outputDir = newFolder();
  const folders = (count: number) => {
    for (let i = 0; i < count; i++)
      mkdirSync(join(outputDir, `2026-11-25_10-00-00-${i}`), { recursive: true });
  };
  folders(200);
  const text = async () => (await cellsOf(outputDir)).document.querySelector('main')?.textContent;
  expect(await text()).not.toContain('older runs');
  folders(203);
  expect(await text()).toContain('3 older runs are not shown.');
  expect((await cellsOf(outputDir)).rows).toHaveLength(200);
  expect(await runListPage(join(outputDir, 'nowhere'))).toContain('No run yet');
});

test('runs that are not listed are counted', () => {
  const listed = [{ name: '2026-11-25_10-00-00', files: [] }];
  const page = new RunListPage('/results');
  expect(page.show({ runs: listed, total: 3 })).toContain('2 older runs are not shown.');
  expect(page.show({ runs: listed, total: 1 })).not.toContain('older runs');
});
