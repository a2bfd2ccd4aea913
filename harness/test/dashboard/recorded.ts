import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

const text = (when: string) =>
  readFileSync(new URL(`vllm-0.32.0-${when}.txt`, import.meta.url), 'utf8').split('\n');

/** `/metrics` of vLLM 0.32.0 on a CPU, before and after 128 requests of two runs of the same seed. */
const [BEFORE, AFTER] = [text('before'), text('after')];
const STEPS = 50;

/** What it may have said in between: a part of the way from the one to the other, as counters would go. */
function inBetween(part: number): string {
  return BEFORE.map((line, index) => {
    const at = line.lastIndexOf(' ');
    const [from, to] = [line, AFTER[index] ?? ''].map((each) => Number(each.slice(at + 1)));
    const value = (from ?? 0) + part * ((to ?? 0) - (from ?? 0));
    return at === -1 ? line : `${line.slice(0, at)} ${value}`;
  }).join('\n');
}

/** The samples of the recording, by name and labels. */
export const recordedSamples = AFTER.map((line) => line.slice(0, line.lastIndexOf(' ')));

/** A server with the recorded metrics, which go on from scrape to scrape. */
export async function startRecorded(): Promise<string> {
  let scrapes = 0;
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(inBetween(scrapes++ / STEPS));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
