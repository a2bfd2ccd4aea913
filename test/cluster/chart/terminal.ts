import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { access, kubectlPrints } from '../cluster';

/** What a script came to. */
export interface Ran {
  readonly status: number;
  /** Output and errors. */
  readonly printed: string;
}

/** Where a user types the commands of the chart's README: a folder with `charts/`, one helm, and a kubeconfig of its own. */
export class Terminal {
  private constructor(readonly folder: string) {}

  static async open(folder: string, helm: string): Promise<Terminal> {
    mkdirSync(join(folder, 'bin'), { recursive: true });
    symlinkSync(helm, join(folder, 'bin', 'helm'));
    symlinkSync(access.kubectl, join(folder, 'bin', 'kubectl'));
    cpSync('charts', join(folder, 'charts'), { recursive: true });
    const config = await kubectlPrints(['config', 'view', '--raw', '--minify', '--flatten']);
    writeFileSync(join(folder, 'kubeconfig'), config, { mode: 0o600 });
    return new Terminal(folder);
  }

  /** Types a script, which ends at the first command that fails. */
  run(script: string): Promise<Ran> {
    const env = {
      PATH: `${join(this.folder, 'bin')}:${process.env.PATH}`,
      HOME: this.folder,
      KUBECONFIG: join(this.folder, 'kubeconfig'),
    };
    const args = ['--norc', '-euo', 'pipefail', '-c', `{ ${script}\n} 2>&1`];
    return new Promise((done) => {
      execFile('bash', args, { cwd: this.folder, env }, (error, printed) =>
        done({ status: error === null ? 0 : Number(error.code), printed }),
      );
    });
  }

  /** The same where nothing may go wrong: what it prints. */
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
