import { CommanderError } from 'commander';

/** Exit codes: values that are refused, and a command line that can't be understood. */
const REFUSED = 1;
const WRONG_USAGE = 2;

/** By name, since their classes are in a file that may not be loaded. */
const REFUSALS = ['ValuesError', 'HelmValuesError'];

/** Runs a command line; errors go to stderr, and nothing but whole output to stdout. */
export function run(parse: () => void): void {
  try {
    parse();
  } catch (error) {
    process.exitCode = exitCode(error);
  }
}

function exitCode(error: unknown): number {
  // commander has printed its own message by now, also for --help and --version.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  if (!(error instanceof Error)) throw error;
  if (!REFUSALS.includes(error.name) && !('syscall' in error)) throw error;
  process.stderr.write(`error: ${error.message}\n`);
  return REFUSED;
}
