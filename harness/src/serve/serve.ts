import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LiveServer } from '../live/server';
import { runFile, runNames } from '../results/folder';
import { readRecord, readResults } from '../results/read';
import { makeFolder } from '../results/write';
import type { Places } from '../settings/places';
import { listProfiles } from '../settings/profiles';
import { VERSION } from '../version';
import { HttpServer } from './http';
import { LastRunMetrics } from './last-run';
import { openLog } from './log';
import { HarnessMetrics } from './metrics';

const FOLDERS = ['results', 'profiles', 'scripts', 'logs'];
/** Less than Kubernetes' 30 s, so that the end is the program's own. */
const GRACE_MS = 20_000;

/** Where `kvmini serve` listens and what it serves. */
export interface ServeOptions {
  readonly port: number;
  readonly socket: string;
  readonly outputDir: string;
  readonly places: Places;
}

/** A `kvmini serve` that listens. */
export interface Serving {
  readonly port: number;
  /** Ends runs under way, keeping what they have, and stops. */
  readonly close: () => Promise<void>;
}

/**
 * Makes the tree of `/data`, and serves pages, probes and metrics.
 *
 * @throws RunError where the tree can't be made or another `serve` listens
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { places, outputDir } = options;
  makeTree(places.data, outputDir);
  const log = openLog(join(places.data, 'logs'));
  const profiles = listProfiles(places).filter((each) => !each.hidden);
  const metrics = new HarnessMetrics(
    profiles.map(({ name }) => name),
    () => live.active(),
  );
  const live = new LiveServer(options.socket, [
    metrics,
    {
      started: ({ about }) =>
        log(`run ${about.run} of ${about.profile} started on ${about.target}`),
      ended: (outcome, run) => {
        if (!run) return;
        log(`run ${run.about.run} ended: ${outcome}`);
        void showLast();
      },
    },
  ]);
  const lastRun = new LastRunMetrics(metrics.registry);
  const showLast = () => showLatest(outputDir, lastRun, log);
  const http = new HttpServer(outputDir, metrics.registry, (error) => log(String(error.stack)));
  await showLast();
  await live.listen();
  const port = await http.listen(options.port).catch(async (error) => {
    await live.close(0);
    throw error;
  });
  log(`kvmini ${VERSION} serves port ${port}, results in ${outputDir}`);
  const close = async () => {
    log('stopping');
    await live.close(GRACE_MS);
    await http.close();
    log('stopped');
  };
  return { port, close };
}

function makeTree(data: string, outputDir: string): void {
  for (const folder of [...FOLDERS.map((name) => join(data, name)), outputDir]) makeFolder(folder);
}

async function showLatest(
  outputDir: string,
  metrics: LastRunMetrics,
  log: (message: string) => void,
): Promise<void> {
  const finished = runNames(outputDir).find((name) =>
    existsSync(runFile(join(outputDir, name), 'results')),
  );
  if (finished === undefined) return;
  const folder = join(outputDir, finished);
  try {
    const record = readRecord(folder);
    metrics.show(record, await readResults(folder, record));
  } catch (error) {
    log(`the last run's results can't be shown: ${(error as Error).message}`);
  }
}
