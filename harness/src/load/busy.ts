/** How busy a process is. */
export interface Busy {
  /** Busy part of its thread, from 0 to 1. */
  readonly utilization: number;
  readonly residentBytes: number;
}

/** Begins to watch; the function that it returns tells how busy this process was since it was called last. */
export function watchBusy(): () => Busy {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return { utilization, residentBytes: process.memoryUsage.rss() };
  };
}
