import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startMockProcess } from '../src/mock/process';
import { bundle } from './bundle';

const PICTURES = join(dirname(fileURLToPath(import.meta.url)), '../../docs/pictures');
/** How wide the window is for each picture, and the most of its height that is shown, in CSS pixels. */
const WIDTHS = { 'run-list': 1360, report: 1080 };
const HEIGHT = 880;
/** Pixels of the picture for each of those, for sharp text. */
const SCALE = 1.5;
const WEBP_QUALITY = 0.8;

/** The runs whose reports and list are shown: as a week of somebody who looks for a rate that holds. */
const RUNS = [
  ['--profile', 'smoke'],
  ['--rate', '4', '--duration', '15s', '--pattern', 'poisson', '--slo', 'ttft=400ms,good=95%'],
  ['--rate', '16', '--duration', '15s', '--pattern', 'poisson', '--slo', 'ttft=200ms,good=95%'],
  ['--rate', '8', '--duration', '25s', '--pattern', 'poisson', '--slo', 'ttft=400ms,good=95%'],
];
const MOCK = ['--ttft', '120', '--gap', '12', '--jitter', '0.4', '--slots', '12'];

/** Runs the benchmarks, one after the other, against a mock server. */
async function makeRuns(program: string, env: NodeJS.ProcessEnv): Promise<void> {
  const mock = await startMockProcess([...MOCK, '--seed', '7'], [process.execPath, [program]]);
  for (const flags of RUNS) {
    const args = ['bench', '--url', mock.url, '--max-tokens', '48', '--no-progress', ...flags];
    spawnSync(process.execPath, [program, ...args], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  await mock.stop();
}

/** Starts `kvmini serve` and waits until it says where. */
async function startServe(program: string, env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0'], { env });
  const port = await new Promise<string>((resolve, reject) => {
    let shown = '';
    child.stdout.on('data', (text) => {
      shown += text;
      const [, found] = /serves port (\d+)/.exec(shown) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`kvmini serve ended: ${shown}`)));
  });
  return { url: `http://127.0.0.1:${port}/`, stop: () => child.kill() };
}

/** A picture of what is to be seen of a page, as WebP: the browser itself is what turns one into the other. */
async function take(browser: Browser, page: Page, name: keyof typeof WIDTHS): Promise<void> {
  const width = WIDTHS[name];
  await page.setViewportSize({ width, height: HEIGHT });
  const bottom = await page.evaluate<number>(
    "document.querySelector('main').getBoundingClientRect().bottom",
  );
  const clip = { x: 0, y: 0, width, height: Math.min(bottom + 20, HEIGHT) };
  const png = (await page.screenshot({ clip })).toString('base64');
  const blank = await browser.newPage();
  const webp = await blank.evaluate<string>(`(async () => {
    const image = await createImageBitmap(await (await fetch('data:image/png;base64,${png}')).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: ${WEBP_QUALITY} });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  })()`);
  await blank.close();
  writeFileSync(join(PICTURES, `${name}.webp`), Buffer.from(webp, 'base64'));
}

async function takeBoth(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ deviceScaleFactor: SCALE, colorScheme: 'light' });
  await page.goto(url);
  await take(browser, page, 'run-list');
  await page.click('tbody td:first-child a');
  await page.waitForSelector('svg');
  await take(browser, page, 'report');
}

/** Takes the pictures in docs/pictures of the real pages: `npm run pictures -w harness`, with Debian's Chromium. */
async function pictures(): Promise<void> {
  const program = await bundle();
  const data = mkdtempSync(join(tmpdir(), 'kvmini-pictures-'));
  const own = { KVMINI_DATA: data, KVMINI_OUTPUT_DIR: join(data, 'results') };
  const env = { ...process.env, ...own, KVMINI_SOCKET: join(data, 'live.sock') };
  mkdirSync(PICTURES, { recursive: true });
  await makeRuns(program, env);
  const { url, stop } = await startServe(program, env);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    await takeBoth(browser, url);
  } finally {
    await browser.close();
    stop();
    rmSync(data, { recursive: true });
  }
}

void pictures();
