import { closeSync, openSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { RunFiles } from '../../src/serve/run-files';
import { writeMadeRun } from '../figures/made-run';
import { newFolder } from '../run/runs';

/** A response that keeps what it is sent. */
function response() {
  const parts: Buffer[] = [];
  const statuses: number[] = [];
  const stream = new Writable({
    write(part: Buffer, _, done) {
      parts.push(part);
      done();
    },
  });
  const writeHead = (status: number) => void statuses.push(status);
  const to = Object.assign(stream, { writeHead }) as unknown as ServerResponse;
  return { to, statuses, text: () => Buffer.concat(parts).toString('utf8') };
}

function served() {
  const volume = newFolder();
  const folder = writeMadeRun(volume);
  const files = new RunFiles(volume, volume, (line) => expect.unreachable(line));
  return { files, folder, at: (path: string) => `/runs/${basename(folder)}/${path}` };
}

test('only the very path of a file is that file', async () => {
  const { files, at } = served();
  const found = response();
  expect(await files.send(at('run.json'), false, found.to)).toBe('sent');
  expect(JSON.parse(found.text())).toHaveProperty('id');
  for (const path of ['run.json/', 'run.json/more', '/run.json', 'none.json', '']) {
    const { to, statuses } = response();
    expect(await files.send(at(path), false, to), path).toBe('not found');
    expect(statuses).toEqual([]);
  }
});

test.each([true, false])('a file that was sent is closed: with HEAD %s', async (isHead) => {
  const { files, folder, at } = served();
  const nextDescriptor = () => {
    const descriptor = openSync(join(folder, 'run.json'), 'r');
    closeSync(descriptor);
    return descriptor;
  };
  const before = nextDescriptor();
  for (let times = 0; times < 100; times++) {
    const { to, text } = response();
    expect(await files.send(at('run.json'), isHead, to)).toBe('sent');
    expect(text() === '').toBe(isHead);
  }
  // Others of this process may have opened some meanwhile.
  expect(nextDescriptor() - before).toBeLessThan(50);
});
