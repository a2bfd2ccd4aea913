/** The timers that are set while something happens: whether one of them would keep a program from its end is its `hasRef`. */
export function timersOf(happens: () => void): readonly NodeJS.Timeout[] {
  const timers: NodeJS.Timeout[] = [];
  const set = globalThis.setTimeout;
  // A spy of vitest would stay where the timers are fake ones.
  globalThis.setTimeout = ((...given: Parameters<typeof set>) => {
    const timer = set(...given);
    timers.push(timer);
    return timer;
  }) as typeof set;
  try {
    happens();
  } finally {
    globalThis.setTimeout = set;
  }
  return timers;
}
