/** Stands for scheduler and kubelet: pods of Deployments come up step by step, with the event of their image. */
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '../api';

const EVERY_MS = 50;

// biome-ignore lint/suspicious/noExplicitAny: as the API server has it
type Pod = any;

const isTrue = (...types: string[]) => types.map((type) => ({ type, status: 'True' }));
const SCHEDULED = ['PodScheduled'];

/** Brings the pods of a namespace up: a step each time that it looks. */
export class StartingKubelet {
  readonly #steps = new Map<string, number>();
  #running = true;
  readonly #done: Promise<void>;

  constructor(private readonly namespace: string) {
    this.#done = this.#work();
  }

  /** Ends it. */
  async stop(): Promise<void> {
    this.#running = false;
    await this.#done;
  }

  async #work(): Promise<void> {
    while (this.#running) {
      const { body } = await send('GET', this.#path('pods'));
      const pods: Pod[] = body.items ?? [];
      await Promise.all(pods.map((pod) => this.#step(pod)));
      await sleep(EVERY_MS);
    }
  }

  async #step(pod: Pod): Promise<void> {
    const { name, uid, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp) return;
    const step = this.#steps.get(uid) ?? 0;
    this.#steps.set(uid, step + 1);
    const [{ name: container, image }] = pod.spec.containers;
    const status = { name: container, image, imageID: '', ready: false, restartCount: 0 };
    const running = { state: { running: { startedAt: new Date().toISOString() } } };
    if (step === 6) await this.#status(name, { conditions: isTrue(...SCHEDULED) });
    if (step === 12) await this.#pulled(pod, container);
    if (step === 18)
      await this.#status(name, {
        ...{ phase: 'Running', conditions: isTrue(...SCHEDULED, 'Initialized') },
        containerStatuses: [{ ...status, ...running }],
      });
    if (step === 24)
      await this.#status(name, {
        conditions: isTrue(...SCHEDULED, 'Initialized', 'ContainersReady', 'Ready'),
        containerStatuses: [{ ...status, ...running, ready: true }],
      });
  }

  #status(name: string, status: object) {
    return send('PATCH', `${this.#path('pods')}/${name}/status`, { status });
  }

  #pulled({ metadata: { name, uid, namespace } }: Pod, container: string) {
    const time = new Date().toISOString();
    return send('POST', this.#path('events'), {
      ...{ apiVersion: 'v1', kind: 'Event', type: 'Normal', reason: 'Pulled', count: 1 },
      metadata: { name: `${name}-pulled`, namespace },
      message: 'Successfully pulled image "vllm/vllm-openai:v0.32.0" in 300ms',
      involvedObject: {
        ...{ apiVersion: 'v1', kind: 'Pod', name, namespace, uid },
        fieldPath: `spec.containers{${container}}`,
      },
      ...{ firstTimestamp: time, lastTimestamp: time, source: { component: 'kubelet' } },
    });
  }

  readonly #path = (resource: string) => `/api/v1/namespaces/${this.namespace}/${resource}`;
}
