import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { until } from '../cli/program';
import { newFolder } from '../run/runs';

/** What Prometheus says to a query: its error, or the values of the series that it found. */
export interface Answer {
  readonly error?: string;
  readonly values: readonly number[];
}

/** A server's URL, with the labels that its series get. */
export type ScrapeTarget = string | ({ readonly url: string } & Readonly<Record<string, string>>);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/**
 * Starts a Prometheus on loopback that scrapes servers twice a second.
 *
 * @param jobs the URLs of each job's servers
 * @returns asks it a query as of now
 */
export async function startPrometheus(
  jobs: Readonly<Record<string, readonly ScrapeTarget[]>>,
): Promise<((query: string) => Promise<Answer>) & { readonly url: string }> {
  const folder = newFolder();
  const scrape_configs = Object.entries(jobs).map(([job_name, urls]) => ({
    job_name,
    static_configs: urls.map((target) => {
      const { url, ...labels } = typeof target === 'string' ? { url: target } : target;
      return { targets: [new URL(url).host], labels };
    }),
  }));
  const config = join(folder, 'prometheus.yml');
  writeFileSync(config, JSON.stringify({ global: { scrape_interval: '500ms' }, scrape_configs }));
  const address = `127.0.0.1:${await freePort()}`;
  const flags = [`--config.file=${config}`, `--storage.tsdb.path=${join(folder, 'data')}`];
  const child = spawn('prometheus', [...flags, `--web.listen-address=${address}`], {
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const ready = () => fetch(`http://${address}/-/ready`).then((answer) => answer.ok);
  await until(() => ready().catch(() => false));
  return Object.assign((query: string) => ask(address, query), { url: `http://${address}` });
}

async function ask(address: string, query: string): Promise<Answer> {
  const answer = await fetch(`http://${address}/api/v1/query?query=${encodeURIComponent(query)}`);
  const { error, data } = (await answer.json()) as {
    error?: string;
    data?: { result: { value: [number, string] }[] };
  };
  const values = data?.result.map(({ value }) => Number(value[1])) ?? [];
  return error === undefined ? { values } : { error, values };
}
