import { type LostCpu, watchLostCpu } from './lost-cpu';

/** How busy the load generator itself was, and what kept it from its work. */
export interface GeneratorHealth extends LostCpu {
  /** Part of the time in which its one thread was busy, from 0 to 1. */
  readonly eventLoopUtilization: number;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

/** Begins to watch; the function that it returns tells how busy it was since. */
export function watchHealth(): () => GeneratorHealth {
  const loop = performance.eventLoopUtilization();
  const cpu = process.cpuUsage();
  const lost = watchLostCpu();
  return () => {
    const used = process.cpuUsage(cpu);
    return {
      eventLoopUtilization: performance.eventLoopUtilization(loop).utilization,
      cpuSeconds: (used.user + used.system) / 1e6,
      residentBytes: process.memoryUsage.rss(),
      ...lost(),
    };
  };
}
