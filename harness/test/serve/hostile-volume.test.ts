import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MADE_RECORD, MADE_RUN, writeMadeRun } from '../figures/made-run';
import { newFolder } from '../run/runs';
import { madePath, startHttp } from './in-process';
import { scrape, startServe } from './serving';

const SECRET = 'the token of the pod';

/** A folder outside of the volume that has what nobody may read through it. */
function outside(): string {
  const folder = newFolder();
  for (const name of ['token', 'report.html']) writeFileSync(join(folder, name), SECRET);
  writeMadeRun(folder, { record: { ...MADE_RECORD, id: '2026-11-25_12-00-00' } });
  return folder;
}

test.each([
  ['a link to a file outside', (path: string) => symlinkSync(join(outside(), 'token'), path)],
  ['a link to the environment', (path: string) => symlinkSync('/proc/self/environ', path)],
  ['a link to a run beside it', (path: string) => symlinkSync('run.json', path)],
  ['a FIFO', (path: string) => void execFileSync('mkfifo', [path])],
  ['a folder', (path: string) => mkdirSync(path)],
  ['a link to a device', (path: string) => symlinkSync('/dev/zero', path)],
])('%s in place of a report is not found, and named once', async (_, make) => {
  const { url, fileAt, odd, failed } = await startHttp();
  make(fileAt('report.html'));
  for (let i = 0; i < 2; i++) {
    const response = await fetch(url + madePath('report.html'));
    expect([response.status, await response.text()]).toEqual([404, 'Not found\n']);
  }
  expect(odd).toHaveLength(2);
  expect(odd[0]).toContain(`${fileAt('report.html')}: expected a regular file of its own, found a`);
  expect(failed).toEqual([]);
});

test('a run that is a link is not found', async () => {
  const { url, outputDir, odd } = await startHttp();
  symlinkSync(outside(), join(outputDir, '2026-11-25_12-00-00'));
  const response = await fetch(`${url}/runs/2026-11-25_12-00-00/report.html`);
  expect(response.status).toBe(404);
  expect(odd).toEqual([expect.stringContaining('expected a folder of its own, found a link')]);
});

test('a file that grows while it is sent is sent as it was', async () => {
  const { url, fileAt } = await startHttp();
  truncateSync(fileAt('requests.jsonl'), 2 ** 24);
  const response = await fetch(url + madePath('requests.jsonl'));
  appendFileSync(fileAt('requests.jsonl'), 'more');
  expect((await response.arrayBuffer()).byteLength).toBe(2 ** 24);
  truncateSync(fileAt('requests.jsonl'), 0);
  expect(await (await fetch(url + madePath('requests.jsonl'))).text()).toBe('');
});

/** What others may leave on a volume before `serve` starts. */
function makeHostile(data: string): void {
  const at = (...path: string[]) => join(data, ...path);
  for (const folder of ['results', 'profiles', 'lost+found', 'profiles/lost+found']) {
    mkdirSync(at(folder), { recursive: true });
  }
  chmodSync(at('profiles/lost+found'), 0);
  symlinkSync('nowhere.yaml', at('profiles/dangling.yaml'));
  symlinkSync('/proc/self/environ', at('profiles/environ.yaml'));
  mkdirSync(at('profiles/folder.yaml'));
  execFileSync('mkfifo', [at('profiles/fifo.yaml')]);
  writeFileSync(at('profiles/\u001b[31mred.yaml'), 'requests: 1');
  symlinkSync('loop', at('scripts'));
  writeFileSync(at('logs'), 'a file');
  const run = (second: number) => at('results', `2026-11-25_13-00-0${second}`);
  for (let i = 0; i < 5; i++) mkdirSync(run(i));
  execFileSync('mkfifo', [join(run(0), 'run.json')]);
  symlinkSync('/dev/zero', join(run(1), 'run.json'));
  writeFileSync(join(run(2), 'run.json'), '');
  truncateSync(join(run(2), 'run.json'), 3e9);
  writeFileSync(join(run(3), 'run.json'), '['.repeat(500_000));
  const record = { ...MADE_RECORD, id: '"><script>alert(1)</script>\u001b[2J' };
  writeFileSync(join(run(4), 'run.json'), JSON.stringify(record));
  symlinkSync('/', at('results', '2026-11-25_13-00-05'));
  symlinkSync('/etc', at('results', 'latest'));
  writeMadeRun(at('results'));
}

test('serve starts on a volume that others have filled, passes over what is odd, and names it', async () => {
  const { url, data, shown } = await startServe(makeHostile);
  const page = await (await fetch(url)).text();
  expect(page).toContain(`href="runs/${MADE_RUN}/run.json"`);
  expect(page).not.toContain('<script>');
  expect(page).not.toContain('\u001b');
  for (const why of ['found a named pipe', 'found a link', 'found 3000000000', 'at most 64 deep']) {
    expect(page).toContain(why);
  }
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect((await scrape(url)).get('kvmini_last_run_requests')).toBe(4_000);
  expect((await scrape(url)).get('kvmini_serve_errors_total')).toBe(0);
  for (const line of [
    `${data}/results/2026-11-25_13-00-05: passed over, it is no folder`,
    `${data}/profiles/dangling.yaml: passed over, it is a link, which is not followed`,
    `${data}/profiles/folder.yaml: passed over, it is a folder`,
    `${data}/profiles/fifo.yaml: passed over, it is no regular file`,
    `${data}/scripts: can't be written: a part of the path is no folder`,
    "The log file can't be written",
  ]) {
    expect(shown()).toContain(line);
  }
  expect(shown()).not.toContain('\u001b');
  expect(readFileSync(join(data, 'logs'), 'utf8')).toBe('a file');
});

test('results that are a link off the volume are not ready, not listed and not handed out', async () => {
  const elsewhere = outside();
  const { url, shown } = await startServe((data) => symlinkSync(elsewhere, join(data, 'results')));
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect(await (await fetch(url)).text()).not.toContain('2026-11-25_12-00-00');
  expect((await fetch(`${url}/runs/2026-11-25_12-00-00/run.json`)).status).toBe(404);
  expect(shown()).toContain("the runs can't be read");
  rmSync(elsewhere, { recursive: true });
});
