import { spawn } from 'node:child_process';

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** What is undone when all is over, the last first: at the end, or when this process is told to end. */
export class Teardown {
  readonly #steps: (() => unknown)[] = [];
  #stopped: Promise<void> | undefined;

  constructor() {
    for (const [signal, code] of Object.entries(SIGNALS))
      process.on(signal, () => void this.stop().finally(() => process.exit(code)));
  }

  /** Undoes this, too. */
  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  /** Undoes everything once, however often it is asked. */
  stop(): Promise<void> {
    this.#stopped ??= (async () => {
      for (const step of this.#steps.reverse()) await step();
    })();
    return this.#stopped;
  }
}

/**
 * Runs vitest.
 *
 * @param config path of its configuration
 * @param args further flags and files
 * @returns its exit code
 */
export function runVitest(
  config: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  teardown: Teardown,
): Promise<number> {
  const child = spawn('npx', ['vitest', 'run', '--config', config, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    detached: true,
  });
  const ended = new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
  teardown.add(() => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    return ended;
  });
  return ended;
}
