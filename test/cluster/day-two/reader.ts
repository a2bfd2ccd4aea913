import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { KvminiValuesInput } from '../../../src';
import { helmPath } from '../../../tools/helm/helm-path';
import { calls, Terminal } from '../terminal';

interface More {
  /** Paths of more programs by name. */
  readonly tools?: Readonly<Record<string, string>>;
  /** What the page calls the namespace. @default benchmark */
  readonly page?: string;
}

/** Where a reader types the commands of a page: a folder in Git with `values.yaml`, the charts, and the real tools. */
export class Reader {
  private constructor(
    private readonly terminal: Terminal,
    /** The page's namespace, and the one in its place. */
    private readonly names: readonly [page: string, here: string],
  ) {}

  /**
   * Opens a terminal for one.
   *
   * @param folder where its own folder is made
   * @param namespace the one that is meant where a page says `benchmark`
   */
  static async open(
    folder: string,
    namespace: string,
    { tools = {}, page = 'benchmark' }: More = {},
  ): Promise<Reader> {
    const programs = { helm: helmPath() ?? 'helm', ...tools };
    const terminal = await Terminal.open(join(folder, namespace), {
      npx: `[ "$1" = cdk8s-kvmini ] && shift && exec node "${resolve('lib/cli.js')}" "$@"`,
      ...Object.fromEntries(Object.entries(programs).map(([name, path]) => [name, calls(path)])),
    });
    const reader = new Reader(terminal, [page, namespace]);
    await reader.run('git init -q && git config user.name a && git config user.email a@example');
    return reader;
  }

  /** Commits values. */
  async commit(values: KvminiValuesInput): Promise<void> {
    this.write({ 'values.yaml': JSON.stringify(values, null, 2) });
    await this.run('git add values.yaml && git commit -qm values');
  }

  /** The path of a file there. */
  path(name: string): string {
    return join(this.terminal.folder, name);
  }

  /** A file there. */
  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** Writes files there, below folders that are made. */
  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(this.path(name)), { recursive: true });
      writeFileSync(this.path(name), text);
    }
  }

  /**
   * Types a script of a page.
   *
   * @returns what is printed, errors and all
   * @throws Error where a command fails
   */
  run(script: string): Promise<string> {
    return this.terminal.prints(script.replaceAll(...this.names));
  }
}
