import { join } from 'node:path';
import type { KeptRuns } from 'kvmini-contract/kept-runs';
import { printable } from 'kvmini-contract/printable';
import type { LiveListener } from '../live/server';
import { LiveServer } from '../live/server';
import { isBelow } from '../results/volume';
import { makeFolder } from '../results/write';
import type { Places } from '../settings/places';
import { findProfiles } from '../settings/profile-files';
import { VERSION } from '../version';
import type { Hosts } from './hosts';
import { HttpServer } from './http';
import { LastRunMetrics } from './last-run';
import { inOneLine, type Log, logOnce, openLog } from './log';
import { HarnessMetrics } from './metrics';
import { pruneByTheHour } from './pruning';
import { RunFiles } from './run-files';
import { RunIndex } from './run-index';
import { RunListPage } from './run-list';

const FOLDERS = ['results', 'profiles', 'scripts', 'logs'];
/** Less than Kubernetes' 30 s, so that the end is the program's own. */
const GRACE_MS = 20_000;

/** Where `kvmini serve` listens and what it serves. */
export interface ServeOptions {
  readonly port: number;
  readonly socket: string;
  readonly outputDir: string;
  readonly places: Places;
  /** The hosts that pages may be asked for by. */
  readonly hosts: Hosts;
  /** Which runs are kept. */
  readonly prune: KeptRuns;
}

/** A `kvmini serve` that listens. */
export interface Serving {
  readonly port: number;
  /** Takes an error of the process that nothing else took: it is logged and counted, and the process goes on. */
  readonly failed: (error: unknown) => void;
  /** Ends runs under way, keeping what they have, and stops. */
  readonly close: () => Promise<void>;
}

/**
 * Makes the tree of `/data`, and serves pages, probes and metrics.
 *
 * @throws RunError where the tree can't be made, the port can't be had or another `serve` listens
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { places, outputDir } = options;
  const log = openLog(places.data);
  makeTree(places.data, outputDir, log);
  const odd = logOnce(log);
  const metrics = new HarnessMetrics(profileNames(places, odd), () => live.active());
  const failed = (error: unknown) => {
    metrics.failed();
    log(inOneLine(error));
  };
  const volume = isBelow(places.data, outputDir) ? places.data : outputDir;
  const index = new RunIndex(volume, outputDir, odd);
  const lastRun = new LastRunMetrics(metrics.registry);
  const showLast = () => showLatest(index, lastRun).catch(failed);
  const live = new LiveServer(options.socket, [metrics, followRuns(log, showLast)], failed);
  const list = new RunListPage(outputDir);
  const http = new HttpServer({
    ...{ volume, outputDir, registry: metrics.registry, hosts: options.hosts, failed },
    files: new RunFiles(volume, outputDir, odd),
    runList: async () => list.show(await index.runs()),
  });
  await live.listen();
  const port = await http.listen(options.port).catch(async (error) => {
    await live.close(0);
    throw error;
  });
  log(`kvmini ${VERSION} serves port ${port}, results in ${outputDir}`);
  void showLast();
  const stopPruning = pruneByTheHour(volume, outputDir, options.prune, log, odd);
  const close = async () => {
    log('stopping');
    stopPruning();
    await live.close(GRACE_MS);
    await http.close();
    log('stopped');
  };
  return { port, failed, close };
}

/** Reports what stands in the way of a folder, and serves the rest. */
function makeTree(data: string, outputDir: string, log: Log): void {
  makeFolder(data);
  for (const folder of [...FOLDERS.map((name) => join(data, name)), outputDir]) {
    try {
      makeFolder(folder);
    } catch (error) {
      log((error as Error).message);
    }
  }
}

/** The names of profiles, those that every harness has first: labels are few. */
function profileNames(places: Places, odd: Log): string[] {
  const { profiles, passedOver } = findProfiles(places);
  for (const { path, why } of passedOver) odd(`${printable(path)}: passed over, it ${why}`);
  return profiles.map(({ name }) => name).reverse();
}

function followRuns(log: Log, showLast: () => Promise<void>): LiveListener {
  return {
    started: ({ about: { run, profile, target } }) =>
      log(`run ${printable(run)} of ${printable(profile)} started on ${printable(target)}`),
    ended: (outcome, run) => {
      if (!run) return;
      log(`run ${printable(run.about.run)} ended: ${outcome}`);
      void showLast();
    },
  };
}

async function showLatest(index: RunIndex, metrics: LastRunMetrics): Promise<void> {
  const { runs } = await index.latest();
  for (const { record, results } of runs) {
    if (record !== undefined && results !== undefined) return metrics.show(record, results);
  }
}
