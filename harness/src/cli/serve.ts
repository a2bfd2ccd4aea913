import { once } from 'node:events';
import { EXIT, UsageError } from '../errors';
import { ownSocketPath } from '../live/socket';
import { expectedHosts } from '../serve/hosts';
import { type Serving, serve } from '../serve/serve';
import { loadConfig } from '../settings/config';
import { findPlaces } from '../settings/places';
import { resultsFolder } from '../settings/resolve';
import { abortOnSignals } from './signals';

/** The flags of `kvmini serve` as commander hands them over. */
export interface ServeFlags {
  readonly port: string;
  readonly allowedHosts: readonly string[];
}

/** Runs `kvmini serve` until it is stopped. */
export async function serveCommand(flags: ServeFlags): Promise<number> {
  const port = Number(flags.port);
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new UsageError(`--port: expected a number from 0 to 65535, found "${flags.port}"`);
  }
  const places = findPlaces(process.env);
  const outputDir = resultsFolder(process.env, places);
  const { serve: own } = loadConfig(places.home).config;
  const allowed = [...flags.allowedHosts, process.env.KVMINI_ALLOWED_HOSTS ?? ''].flatMap(names);
  const hosts = expectedHosts(own, [...allowed, ...(own?.allowedHosts ?? [])]);
  const stop = abortOnSignals();
  const socket = ownSocketPath(process.env);
  const serving = await serve({
    ...{ port, socket, outputDir, places, hosts },
    prune: own?.prune ?? { keep: 0, olderThan: '' },
  });
  goOnAfterErrors(serving);
  if (!stop.aborted) await once(stop, 'abort');
  await serving.close();
  return EXIT.done;
}

const names = (text: string): string[] => text.split(/[,\s]+/).filter(Boolean);

/** Where process 1 ends, the pod ends, and every run in it. */
function goOnAfterErrors({ failed }: Serving): void {
  process.on('uncaughtException', failed);
  process.on('unhandledRejection', failed);
}
