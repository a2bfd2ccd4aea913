import { once } from '../values/once';

const FAILED = 1;

/** A reader of the pipe that has seen enough, such as `… | head`, closes it: what is left is dropped, and that is no error. */
const listenForErrors = once(() =>
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    process.stderr.write(`error: standard output can't be written: ${message}\n`);
    process.exitCode = FAILED;
  }),
);

/** Writes to standard output; where that fails, the command ends with 1 and says why. */
export function print(text: string): void {
  listenForErrors();
  process.stdout.write(text);
}

/** Says on standard error what is probably not meant. */
export const warn = (message: string): void => void process.stderr.write(`warning: ${message}\n`);
