import { once } from 'node:events';
import { EXIT, UsageError } from '../errors';
import { socketPath } from '../live/events';
import { serve } from '../serve/serve';
import { findPlaces } from '../settings/places';
import { resultsFolder } from '../settings/resolve';
import { abortOnSignals } from './signals';

/** Runs `kvmini serve` until it is stopped. */
export async function serveCommand(flags: { readonly port: string }): Promise<number> {
  const port = Number(flags.port);
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new UsageError(`--port: expected a number from 0 to 65535, found "${flags.port}"`);
  }
  const places = findPlaces(process.env);
  const outputDir = resultsFolder(process.env, places);
  const stop = abortOnSignals();
  const serving = await serve({ port, socket: socketPath(process.env), outputDir, places });
  if (!stop.aborted) await once(stop, 'abort');
  await serving.close();
  return EXIT.done;
}
