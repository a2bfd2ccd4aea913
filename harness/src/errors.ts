/** How the program ends; the contract's exit codes. */
export const EXIT = { done: 0, failed: 1, usage: 2, missed: 3, interrupted: 130 } as const;

/** The arguments, a profile or `config.yaml` are wrong: nothing was started. */
export class UsageError extends Error {
  readonly exitCode = EXIT.usage;
}

/** The run could not be started or went wrong; what was measured is kept. */
export class RunError extends Error {
  readonly exitCode = EXIT.failed;
}

/** The user ended the program before anything was measured. */
export class Interrupted extends Error {
  readonly exitCode = EXIT.interrupted;
}
