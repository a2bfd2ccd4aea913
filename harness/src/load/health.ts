import type { GeneratorHealth } from '../results/generator';
import { watchLostCpu } from './lost-cpu';

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
