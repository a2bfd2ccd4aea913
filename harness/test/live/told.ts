import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { LiveFeed } from '../../src/live/feed';
import { newFolder, settingsFor } from '../run/runs';

/** What the other end of a feed hears, as it comes over a socket, until the feed says that its run is over. */
export async function toldBy(say: (feed: LiveFeed) => void): Promise<unknown[]> {
  const path = join(newFolder(), 'live.sock');
  let told = '';
  const server = createServer((socket) => socket.on('data', (text) => (told += text)));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  say(new LiveFeed(path, settingsFor('http://unused'), () => {}));
  await vi.waitFor(() => expect(told).toContain('finished'));
  const lines = told.split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}
