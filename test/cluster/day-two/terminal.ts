import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { KvminiValuesInput } from '../../../src';
import { helmPath } from '../../../tools/helm/helm-path';
import { writeShims } from '../../support/shims';
import { access, kubectlPrints } from '../cluster';

interface More {
  readonly tools?: Readonly<Record<string, string>>;
  readonly page?: string;
}

/** What a page's names stand for. */
interface Names {
  readonly page: string;
  readonly here: string;
}

/** Where a user types the commands of a page: a folder in Git with `values.yaml`, the chart, and the real tools. */
export class Terminal {
  readonly #folder: string;
  readonly #names: Names;
  readonly #bin: string;

  private constructor(folder: string, names: Names, bin: string) {
    this.#folder = folder;
    this.#names = names;
    this.#bin = bin;
  }

  /**
   * Opens one.
   *
   * @param folder where its own folder is made
   * @param namespace the one that is meant where a page says `benchmark`
   * @param more paths of more programs by name, and what the page calls the namespace if not that
   */
  static async open(
    folder: string,
    namespace: string,
    { tools = {}, page = 'benchmark' }: More = {},
  ): Promise<Terminal> {
    const own = join(folder, namespace);
    mkdirSync(own, { recursive: true });
    const view = ['config', 'view', '--raw', '--minify', '--flatten'];
    writeFileSync(join(own, 'kubeconfig'), await kubectlPrints(view), { mode: 0o600 });
    cpSync('charts', join(own, 'charts'), { recursive: true });
    const programs = { kubectl: access.kubectl, helm: helmPath() ?? 'helm', ...tools };
    const bin = writeShims(own, {
      npx: `[ "$1" = cdk8s-kvmini ] && shift && exec node "${resolve('lib/cli.js')}" "$@"`,
      ...Object.fromEntries(
        Object.entries(programs).map(([name, path]) => [name, `exec "${path}" "$@"`]),
      ),
    });
    const terminal = new Terminal(own, { page, here: namespace }, bin);
    await terminal.run('git init -q && git config user.name a && git config user.email a@example');
    return terminal;
  }

  /** Commits values. */
  async commit(values: KvminiValuesInput): Promise<void> {
    writeFileSync(join(this.#folder, 'values.yaml'), JSON.stringify(values, null, 2));
    await this.run('git add values.yaml && git commit -qm values');
  }

  /** A file there. */
  read(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8');
  }

  /** Writes files there, below folders that are made. */
  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.#folder, name)), { recursive: true });
      writeFileSync(join(this.#folder, name), text);
    }
  }

  /** The path of a file there. */
  path(name: string): string {
    return join(this.#folder, name);
  }

  /**
   * Types a script of a page.
   *
   * @returns what is printed, errors and all
   * @throws Error where a command fails
   */
  run(script: string): Promise<string> {
    const env = {
      PATH: `${this.#bin}:${process.env.PATH}`,
      HOME: this.#folder,
      KUBECONFIG: join(this.#folder, 'kubeconfig'),
    };
    const args = ['--norc', '-euo', 'pipefail', '-c', `{ ${this.#here(script)}\n} 2>&1`];
    return new Promise((done, fail) => {
      execFile('bash', args, { cwd: this.#folder, env }, (error, stdout) => {
        if (error) fail(new Error(`${script}\n${stdout}`));
        else done(stdout);
      });
    });
  }

  /** The page's namespace is this terminal's. */
  #here(script: string): string {
    return script.replaceAll(this.#names.page, this.#names.here);
  }
}
