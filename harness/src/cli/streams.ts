/** The reader went away, or the terminal did: that is theirs to do, and no fault of what was written. */
const LEFT: readonly unknown[] = ['EPIPE', 'EIO', 'ECONNRESET', 'ERR_STREAM_DESTROYED'];

/**
 * Has the program outlive whoever reads its output: `bench | head -1`, a `kubectl exec` that was dropped, a terminal
 * that was closed, a full disk behind `>`.
 *
 * Called before anything is written, since Node can't open a terminal that is gone any more.
 *
 * @returns a function that tells why output was lost, unless its reader just left
 */
export function outliveReaders(): () => string | undefined {
  let lost: string | undefined;
  const note = (error: NodeJS.ErrnoException) => {
    if (!LEFT.includes(error.code)) lost ??= error.message;
  };
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', note);
    const write = stream.write.bind(stream) as (...all: unknown[]) => boolean;
    // A file is written at once, and throws where a pipe tells of its error later.
    stream.write = (...all: unknown[]) => {
      try {
        return write(...all);
      } catch (error) {
        note(error as NodeJS.ErrnoException);
        return false;
      }
    };
  }
  return () => lost;
}
