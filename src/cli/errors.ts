import { redactForms } from 'kvmini-contract/redact';

/** Exit codes: what is understood and refused, as wrong values are, and a command line that can't be understood. */
export const REFUSED = 1;
export const WRONG_USAGE = 2;

/** Why the command ends without output: lines that each name what to type instead. */
export class CommandLineError extends Error {
  /** What it ends with; a class would be another one in each file of `lib/`. */
  readonly status: typeof REFUSED | typeof WRONG_USAGE;

  /** @param lines one for each problem */
  constructor(status: typeof REFUSED | typeof WRONG_USAGE, lines: readonly string[]) {
    // A word in a wrong place may be a secret.
    super(redactForms(lines.join('\n')));
    this.status = status;
  }
}

/** A command line that can't be understood. */
export const usageError = (lines: readonly string[]) => new CommandLineError(WRONG_USAGE, lines);

/** A command line that asks for what there is not. */
export const refusal = (...lines: readonly string[]) => new CommandLineError(REFUSED, lines);

/** Whether an error is such a one, from whichever file of `lib/`. */
export function isCommandLineError(error: Error): error is CommandLineError {
  return 'status' in error && (error.status === REFUSED || error.status === WRONG_USAGE);
}
