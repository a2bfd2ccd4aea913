import { CommanderError } from 'commander';
import { isCommandLineError, REFUSED, WRONG_USAGE } from './errors';

/**
 * Runs a command line; errors go to stderr, and nothing but whole output to stdout.
 *
 * @param isRefusal whether values were refused, which is no fault of the program
 */
export function run(parse: () => void, isRefusal: (error: Error) => boolean): void {
  // What can't be said there is dropped, and changes nothing of what the command ends with.
  process.stderr.on('error', () => {});
  try {
    parse();
  } catch (error) {
    process.exitCode = exitCode(error, isRefusal);
  }
}

/** A line for each thing that is wrong with a command line. */
const lines = ({ message }: Error): string =>
  message
    .split('\n')
    .map((line) => `error: ${line}\n`)
    .join('');

function exitCode(error: unknown, isRefusal: (error: Error) => boolean): number {
  // commander has printed its own message by now, also for --help and --version.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  if (!(error instanceof Error)) throw error;
  if (isCommandLineError(error)) {
    process.stderr.write(lines(error));
    return error.status;
  }
  if (!('syscall' in error) && !isRefusal(error)) throw error;
  process.stderr.write(`error: ${error.message}\n`);
  return REFUSED;
}
