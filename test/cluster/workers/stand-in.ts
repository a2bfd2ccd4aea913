/** Stands for the kubelet of a node: workers' pods run as processes of this machine, with the order of their Secret. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '../api';

const EVERY_MS = 100;
const INDEX = 'batch.kubernetes.io/job-completion-index';

// biome-ignore lint/suspicious/noExplicitAny: as the API server has it
type Pod = any;

/** What becomes of a pod; `run` without more. With an `imageID` it runs an image that its node calls so. */
export type Fate = (
  index: number,
) => 'run' | 'wait' | { readonly waiting: object } | { readonly imageID: string };

/** Runs the pods of a namespace's Jobs. */
export class Kubelet {
  /** The processes by worker. */
  readonly processes: ChildProcess[] = [];
  /** All pods that were seen. */
  readonly pods = new Map<string, Pod>();
  readonly #all = new Set<ChildProcess>();
  #running = true;
  readonly #done: Promise<void>;

  constructor(
    private readonly namespace: string,
    private readonly program: string,
    private readonly fate: Fate = () => 'run',
    private readonly name = 'kvmini-worker',
  ) {
    this.#done = this.#work();
  }

  /** Ends it, with all that it runs. */
  async stop(): Promise<void> {
    this.#running = false;
    await this.#done;
    for (const each of this.#all) each.kill('SIGKILL');
  }

  async #work(): Promise<void> {
    while (this.#running) {
      const query = `labelSelector=app.kubernetes.io%2Fname%3D${this.name}`;
      const { body } = await send('GET', `/api/v1/namespaces/${this.namespace}/pods?${query}`);
      for (const pod of body.items ?? []) await this.#look(pod);
      await sleep(EVERY_MS);
    }
  }

  async #look(pod: Pod): Promise<void> {
    const { uid, deletionTimestamp } = pod.metadata;
    const index = Number(pod.metadata.annotations[INDEX]);
    if (deletionTimestamp) return this.#remove(index, pod);
    if (this.pods.has(uid)) return;
    const fate = this.fate(index);
    if (fate === 'wait') return;
    this.pods.set(uid, pod);
    if (fate === 'run') await this.#run(index, pod);
    else if ('imageID' in fate) await this.#run(index, pod, fate.imageID);
    else await this.#report(pod, 'Pending', { state: fate });
  }

  async #run(index: number, pod: Pod, imageID = ''): Promise<void> {
    const path = await this.#order(pod);
    const env = { PATH: process.env.PATH, JOB_COMPLETION_INDEX: `${index}` };
    const args = [this.program, 'worker', '--order', path];
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.processes[index] = child;
    this.#all.add(child);
    let said = '';
    child.stderr?.on('data', (data) => {
      said += data;
    });
    child.once('close', (code, signal) => {
      const exitCode = code ?? (signal === 'SIGKILL' ? 137 : 143);
      const terminated = {
        exitCode,
        reason: exitCode === 0 ? 'Completed' : 'Error',
        message: said,
      };
      const phase = exitCode === 0 ? 'Succeeded' : 'Failed';
      void this.#report(pod, phase, { imageID, state: { terminated } });
    });
    await this.#report(pod, 'Running', { imageID, state: { running: {} } });
  }

  /** Writes the Secret's order as the pod sees it, but for its folder of data. */
  async #order({ spec }: Pod): Promise<string> {
    const { secretName } = spec.volumes.find((each: Pod) => each.name === 'order').secret;
    const at = `/api/v1/namespaces/${this.namespace}/secrets/${secretName}`;
    const { body } = await send('GET', at);
    const order = JSON.parse(Buffer.from(body.data['order.json'], 'base64').toString());
    const folder = mkdtempSync(join(tmpdir(), 'kvmini-pod-'));
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(folder, 'order.json'), JSON.stringify({ ...order, folder: data }));
    return join(folder, 'order.json');
  }

  async #report({ metadata: { name } }: Pod, phase: string, container: object): Promise<void> {
    const of = { name: 'worker', image: 'x', imageID: '', ready: false, restartCount: 0 };
    const path = `/api/v1/namespaces/${this.namespace}/pods/${name}/status`;
    const status = { phase, containerStatuses: [{ ...of, ...container }] };
    await send('PATCH', path, { status }).catch(() => {});
  }

  /** As a kubelet does: the process is told to end, then the object goes. */
  async #remove(index: number, { metadata: { name, uid } }: Pod): Promise<void> {
    if (this.pods.get(uid) === 'removed') return;
    this.pods.set(uid, 'removed');
    this.processes[index]?.kill('SIGTERM');
    await send('DELETE', `/api/v1/namespaces/${this.namespace}/pods/${name}`, {
      gracePeriodSeconds: 0,
    });
  }
}
