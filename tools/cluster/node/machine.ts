import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Place } from '../place';
import { ControlGroup, isOver, NAME } from './control-group';

/** The node's address, and the range of its pods'. Both are in the machine's own network namespace alone. */
export const ADDRESS = '10.89.0.2';
export const PODS = '10.88.0.0/24';

/**
 * The first process of the machine. Mounts that the kubelet makes must reach its containers, hence `rshared`; /run and /var are
 * its own where a node writes whatever its settings say. An end of a pair of interfaces carries the address. The shell stays,
 * and takes the status of what has lost its parent.
 */
const INIT = `
set -e
mount --make-rshared /
for folder in /run /var/lib /var/log; do mount -t tmpfs -o mode=755 tmpfs $folder; done
ip link set lo up
ip link add node0 type veth peer name node1
ip addr add ${ADDRESS}/24 dev node0
ip link set node0 up
ip link set node1 up
ip route add default via 10.89.0.1
sysctl -q -w net.ipv4.ip_forward=1
touch "$1/ready"
while :; do sleep 3600 & wait $! || true; done
`;

const ATTEMPTS = 100;
const PAUSE = 50;

/** A machine in this machine: network, mounts and processes of its own, which all end with its first process. */
export class Machine implements Place {
  readonly folder: string;
  readonly address = ADDRESS;
  readonly controlGroup: ControlGroup;
  #first: number | undefined;
  readonly #endWithThis = () => this.stop();

  constructor() {
    removeLeftovers();
    this.folder = mkdtempSync(join(tmpdir(), `${NAME}${process.pid}-`));
    this.controlGroup = new ControlGroup();
    process.once('exit', this.#endWithThis);
  }

  get enter(): readonly string[] {
    return this.#nsenter('--net', '--mount', '--pid');
  }

  get network(): readonly string[] {
    return this.#nsenter('--net');
  }

  #nsenter(...namespaces: string[]): readonly string[] {
    return ['nsenter', '--target', `${this.#first}`, ...namespaces, '--'];
  }

  /**
   * Starts it.
   *
   * @throws Error where this machine does not let it
   */
  async start(): Promise<void> {
    this.controlGroup.create();
    // Even where this process is killed, its end is the machine's.
    const command = ['--pdeathsig', 'KILL', 'unshare', '--net', '--mount', '--pid', '--fork'];
    const kept = ['--kill-child', '--mount-proc', '--propagation', 'private'];
    const shell = ['bash', '-c', INIT, 'node', this.folder];
    const stdio = ['ignore', 'ignore', 'pipe'] as const;
    const child = spawn('setpriv', [...command, ...kept, ...shell], {
      detached: true,
      stdio: [...stdio],
    });
    let said = '';
    child.stderr.on('data', (data) => {
      said += data;
    });
    child.on('error', (error) => {
      said += error.message;
    });
    for (let attempt = 0; !existsSync(join(this.folder, 'ready')); attempt++) {
      this.#first = firstChildOf(child.pid) ?? this.#first;
      if (attempt === ATTEMPTS || child.exitCode !== null || child.pid === undefined)
        throw new Error(`no namespaces for a node: ${said.trim()}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    this.#first = firstChildOf(child.pid);
    child.stderr.destroy();
    child.unref();
  }

  /** Ends it, and removes what it wrote. */
  stop(): void {
    process.off('exit', this.#endWithThis);
    if (this.#first !== undefined) end(this.#first);
    this.controlGroup.remove();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A machine whose owner was killed is gone; its files are not. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir()).filter(isOver))
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  ControlGroup.removeLeftovers();
}

function firstChildOf(pid: number | undefined): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return children === '' ? undefined : Number(children.split(' ')[0]);
  } catch {
    return undefined;
  }
}

/** The kernel ends all others of the machine before its first process is gone. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return;
  }
  for (let attempt = 0; attempt < ATTEMPTS && isAlive(pid); attempt++) pause();
}

function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** A process that ends can wait for nothing else. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
}
