import { EXIT } from '../errors';

/**
 * Turns the first SIGINT or SIGTERM into an abort, so that a run can keep what it has; a second one
 * ends the program at once.
 *
 * @param controller aborted by the signals, and maybe by others
 */
export function abortOnSignals(controller = new AbortController()): AbortSignal {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(EXIT.interrupted);
      controller.abort(`interrupted by ${signal}`);
    });
  }
  return controller.signal;
}
