import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeShims } from '../support/shims';
import { access, kubectlPrints } from './cluster';

/** What a script came to. */
export interface Ran {
  readonly status: number;
  /** Output and errors. */
  readonly printed: string;
}

/** Where a user types commands: a folder with `charts/`, a kubeconfig of its own, kubectl and the programs that are given. */
export class Terminal {
  private constructor(
    readonly folder: string,
    private readonly bin: string,
  ) {}

  /**
   * Opens one.
   *
   * @param programs what more there is, each a script of bash by its name
   */
  static async open(
    folder: string,
    programs: Readonly<Record<string, string>> = {},
  ): Promise<Terminal> {
    mkdirSync(folder, { recursive: true });
    cpSync('charts', join(folder, 'charts'), { recursive: true });
    const config = await kubectlPrints(['config', 'view', '--raw', '--minify', '--flatten']);
    writeFileSync(join(folder, 'kubeconfig'), config, { mode: 0o600 });
    return new Terminal(
      folder,
      writeShims(folder, { kubectl: calls(access.kubectl), ...programs }),
    );
  }

  /** Types a script, which ends at the first command that fails. */
  run(script: string): Promise<Ran> {
    const { folder, bin } = this;
    const env = {
      PATH: `${bin}:${process.env.PATH}`,
      HOME: folder,
      KUBECONFIG: join(folder, 'kubeconfig'),
    };
    const args = ['--norc', '-euo', 'pipefail', '-c', `{ ${script}\n} 2>&1`];
    return new Promise((done) => {
      execFile('bash', args, { cwd: folder, env }, (error, printed) =>
        done({ status: error === null ? 0 : Number(error.code), printed }),
      );
    });
  }

  /**
   * The same where nothing may go wrong.
   *
   * @returns what it prints
   * @throws Error where a command fails
   */
  async prints(script: string): Promise<string> {
    const { status, printed } = await this.run(script);
    if (status !== 0) throw new Error(`${script}\n${printed}`);
    return printed;
  }

  /** The same where what it prints is JSON. */
  async reads(script: string): Promise<unknown> {
    return JSON.parse(await this.prints(script));
  }
}

/** The body of a script that calls a program. */
export const calls = (path: string): string => `exec "${path}" "$@"`;
