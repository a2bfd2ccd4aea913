import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LINES_SHOWN = 20;

/** Programs that run beside this process, each in a session of its own, until they are stopped. */
export class ProcessGroup {
  readonly #folder: string;
  readonly #enter: readonly string[];
  readonly #running = new Map<string, number>();
  readonly #endWithThis = () => this.stop();

  /**
   * @param folder where they log
   * @param enter what is put before each command, such as `nsenter …`
   */
  constructor(folder: string, enter: readonly string[] = []) {
    this.#folder = folder;
    this.#enter = enter;
    process.once('exit', this.#endWithThis);
  }

  /** Starts a program, which logs to `NAME.log`. */
  start(name: string, command: string, args: readonly string[]): void {
    const log = openSync(this.#log(name), 'a');
    const [file = '', ...rest] = [...this.#enter, command, ...args];
    const child = spawn(file, rest, { detached: true, stdio: ['ignore', log, log] });
    child.on('error', () => this.#running.delete(name));
    child.on('exit', () => this.#running.delete(name));
    if (child.pid !== undefined) this.#running.set(name, child.pid);
    child.unref();
  }

  /**
   * Waits until something is so.
   *
   * @param names programs that must run meanwhile
   * @param seconds how long at most
   * @throws Error with the end of the log where one ends, or it takes too long
   */
  async until(
    what: string,
    names: readonly string[],
    isSo: () => Promise<boolean>,
    seconds = 60,
  ): Promise<void> {
    const end = performance.now() + seconds * 1000;
    while (!(await isSo().catch(() => false))) {
      const ended = names.find((name) => !this.#running.has(name));
      if (ended) throw new Error(`${ended} has ended: ${this.#endOfLog(ended)}`);
      if (performance.now() > end)
        throw new Error(
          `no ${what} in ${seconds} s: ${names.map((name) => this.#endOfLog(name)).join('\n')}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Ends all of them at once: what they hold is thrown away. */
  stop(): void {
    process.off('exit', this.#endWithThis);
    for (const pid of this.#running.values()) {
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        // It has just ended by itself.
      }
    }
    this.#running.clear();
  }

  #log(name: string): string {
    return join(this.#folder, `${name}.log`);
  }

  #endOfLog(name: string): string {
    const lines = readFileSync(this.#log(name), 'utf8').trim().split('\n');
    return `${this.#log(name)} ends with\n${lines.slice(-LINES_SHOWN).join('\n')}`;
  }
}
