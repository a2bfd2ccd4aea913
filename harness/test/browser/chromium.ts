import { type Browser, chromium, type Page } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian's browser, without a window. */
export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });

/** A page and everything that went wrong in it or that it asked for from elsewhere. */
export async function openPage(
  browser: Browser,
  url: string,
  options: { colorScheme: 'light' | 'dark'; width: number },
): Promise<{ page: Page; problems: string[] }> {
  const { colorScheme, width } = options;
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
  const problems: string[] = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== url) problems.push(`asked for ${request.url()}`);
  });
  await page.goto(url);
  return { page, problems };
}

/** Colours and sizes of a page, as a reader sees them. */
export interface Look {
  readonly background: string;
  readonly ink: string;
  readonly overflow: number;
  readonly plots: {
    readonly label: string | null;
    readonly width: number;
    readonly shapes: number;
  }[];
}

/** Looks at a page. */
export const look = (page: Page): Promise<Look> =>
  page.evaluate(`(() => {
    const style = getComputedStyle(document.body);
    const plots = [...document.querySelectorAll('svg')].map((svg) => ({
      label: svg.getAttribute('aria-label'),
      width: svg.getBoundingClientRect().width,
      shapes: svg.querySelectorAll('circle, path, rect').length,
    }));
    const overflow = document.documentElement.scrollWidth - innerWidth;
    return { background: style.backgroundColor, ink: style.color, overflow, plots };
  })()`);
