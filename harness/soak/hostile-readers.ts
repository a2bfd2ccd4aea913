import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Someone who reads the pages of `kvmini serve` as nobody should; one call is one visit. */
type Visit = (url: URL) => Promise<void>;

const LINGER_MS = 200;

function raw(url: URL, text: string, lingerMs: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(url.port), url.hostname, () => socket.write(text));
    socket.resume();
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    setTimeout(() => socket.destroy(), lingerMs).unref();
  });
}

const get = (path: string, host: string) => `GET ${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`;

/** Loads the list, and tells the paths of the first runs' files in it. */
async function filesOf(url: URL): Promise<readonly string[]> {
  const page = await (await fetch(url)).text();
  return [...page.matchAll(/href="([^"]+)"/g)].map(
    ([, path = '']) => `/${path.replace(/^\//, '')}`,
  );
}

/** All kinds of visits. */
export const HOSTILE_READERS: Readonly<Record<string, Visit>> = {
  'reads the list and every file in it': async (url) => {
    for (const path of (await filesOf(url)).slice(0, 20)) {
      await (await fetch(new URL(path, url))).arrayBuffer();
    }
  },
  'leaves in the middle of a download': async (url) => {
    for (const path of (await filesOf(url)).slice(0, 20)) await raw(url, get(path, url.host), 2);
  },
  'asks for 200 files at once on one connection': async (url) => {
    const [path = '/'] = await filesOf(url);
    await raw(url, get(path, url.host).repeat(200), LINGER_MS);
  },
  'sends its head byte by byte and stops': (url) => raw(url, 'GET / HT', LINGER_MS),
  'sends what is no HTTP': (url) => raw(url, '\0\u001b[2J'.repeat(1_000), LINGER_MS),
  'asks for what is outside': async (url) => {
    for (const path of [
      '/..%2f..%2fetc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '//etc/passwd',
      '/%00',
    ]) {
      await raw(url, get(path, url.host), 20);
    }
  },
  'comes by another name': (url) => raw(url, get('/', 'rebound.example.com'), LINGER_MS),
  'scrapes all the time': async (url) => {
    for (let times = 0; times < 20; times++) await (await fetch(new URL('/metrics', url))).text();
  },
};

/** Has every kind visit, over and over, until the signal; an answer that fails is the reader's own fault. */
export async function visitUntil(url: URL, signal: AbortSignal): Promise<number> {
  let visits = 0;
  const visitor = async (visit: Visit) => {
    while (!signal.aborted) {
      await visit(url).catch(() => {});
      visits++;
      await sleep(250);
    }
  };
  await Promise.all(Object.values(HOSTILE_READERS).map(visitor));
  return visits;
}
