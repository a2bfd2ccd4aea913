import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process that runs until its stdin is closed, so that it never outlives the tests. */
export interface Attached {
  readonly child: ChildProcess;
  /** Its lines on stdout, as they come. */
  readonly lines: AsyncIterator<string>;
}

/** Starts a process whose life hangs on this one's. */
export function attach(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Attached {
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  if (!child.stdout) throw new Error(`${command}: has no stdout`);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, lines };
}

/** The next line that a process prints. */
export async function nextLine({ lines }: Attached): Promise<string> {
  const { value, done } = await lines.next();
  if (done) throw new Error('the process ended without a word');
  return value;
}

/** The rest of what a process prints, once its stdin is closed. */
export async function detach({ child, lines }: Attached): Promise<string[]> {
  const closed = child.exitCode === null ? once(child, 'close') : undefined;
  child.stdin?.end();
  const rest: string[] = [];
  for (let line = await lines.next(); !line.done; line = await lines.next()) rest.push(line.value);
  await closed;
  return rest;
}

/** The samples of a server's `/metrics` that have no labels, or whose labels are left out, summed by name. */
export async function scrape(url: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const sums = new Map<string, number>();
  for (const [, name = '', value] of text.matchAll(/^([a-z_:]+)(?:\{.*\})? (\S+)$/gm)) {
    sums.set(name, (sums.get(name) ?? 0) + Number(value));
  }
  return sums;
}
