import { CommanderError } from 'commander';
import { HelmValuesError } from '../helm/error';
import { ValuesError } from '../values/values-error';

/** Exit codes: values that are refused, and a command line that can't be understood. */
const REFUSED = 1;
const WRONG_USAGE = 2;

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
  const expected = error instanceof ValuesError || error instanceof HelmValuesError;
  const isSystem = error instanceof Error && 'syscall' in error;
  if (!expected && !isSystem) throw error;
  process.stderr.write(`error: ${(error as Error).message}\n`);
  return REFUSED;
}
