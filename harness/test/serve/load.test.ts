import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { makeFolder } from '../../src/results/write';
import { until } from '../cli/program';
import { MADE_RECORD, MADE_RUN, writeMadeRun } from '../figures/made-run';
import { startServe } from './serving';

const RUNS = 200;
const PROBES = 14;
/** What the kubelet waits by default. */
const PROBE_MS = 1_000;
/** In a process of its own, as the kubelet is: prints how long each probe took that was answered with 200. */
const PROBE = `
  const { get } = require('node:http');
  const took = [];
  const probe = (left) => {
    if (left === 0) return console.log(JSON.stringify(took));
    const begun = performance.now();
    get(process.argv[1] + (left % 2 ? '/healthz' : '/readyz'), { agent: false }, (response) => {
      if (response.statusCode === 200) took.push(performance.now() - begun);
      response.resume().on('end', () => setTimeout(probe, 30, left - 1));
    });
  };
  probe(${PROBES});`;

test('20 clients that load the page of 200 runs in a loop fail no probe', async () => {
  const { url } = await startServe((data) => {
    const outputDir = join(data, 'results');
    makeFolder(outputDir);
    for (let i = 2; i < RUNS + 2; i++) {
      writeMadeRun(outputDir, { record: { ...MADE_RECORD, id: `${MADE_RUN}-${i}` } });
    }
  });
  let over = false;
  let pages = 0;
  const client = async () => {
    while (!over) {
      const page = await (await fetch(url)).text();
      if (page.split('<tr>').length === RUNS + 2) pages++;
    }
  };
  const clients = Array.from({ length: 20 }, client);
  await until(() => pages > 0);
  let took: number[] = [];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', PROBE, url]);
    took = JSON.parse(stdout);
  } finally {
    over = true;
    await Promise.all(clients);
  }
  expect(took).toHaveLength(PROBES);
  expect(Math.max(...took)).toBeLessThan(PROBE_MS);
  expect(pages).toBeGreaterThan(PROBES);
});
