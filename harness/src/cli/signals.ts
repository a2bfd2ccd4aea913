import { EXIT } from '../errors';

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into an abort, so that a run can keep what it has; a second one ends the
 * program at once.
 *
 * SIGHUP is never the second one: a terminal that closes may send it several times, and nobody is there to mean it.
 *
 * @param controller aborted by the signals, and maybe by others
 */
export function abortOnSignals(controller = new AbortController()): AbortSignal {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!controller.signal.aborted) controller.abort(`interrupted by ${signal}`);
      else if (signal !== 'SIGHUP') process.exit(EXIT.interrupted);
    });
  }
  return controller.signal;
}
