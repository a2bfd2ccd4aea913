import { volumeIn } from '../../../tools/cluster/day-two';
import { send } from '../api';

/** No scheduler has this name: on a cluster with nodes none of them takes the pods, which have no image to pull. */
export const SCHEDULER = 'nobody';

const EVERY_MILLISECONDS = 200;

interface Listed {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  // biome-ignore lint/suspicious/noExplicitAny: as the API server has it
  readonly [field: string]: any;
}

/** Stands for a node and a provisioner of volumes: pods are ready at once, and claims are bound. */
export class StandIn {
  readonly #namespaces: readonly string[];
  #running = true;
  readonly #ended: Promise<void>;

  constructor(namespaces: readonly string[]) {
    this.#namespaces = namespaces;
    this.#ended = this.#work();
  }

  /** Ends it. */
  async stop(): Promise<void> {
    this.#running = false;
    await this.#ended;
  }

  async #work(): Promise<void> {
    while (this.#running) {
      for (const namespace of this.#namespaces) {
        for (const pod of await list(namespace, 'pods')) await makeReady(namespace, pod);
        for (const claim of await list(namespace, 'persistentvolumeclaims'))
          await bind(namespace, claim);
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY_MILLISECONDS));
    }
  }
}

async function list(namespace: string, plural: string): Promise<readonly Listed[]> {
  const { body } = await send('GET', `/api/v1/namespaces/${namespace}/${plural}`);
  return body.items ?? [];
}

async function makeReady(namespace: string, { metadata, status }: Listed): Promise<void> {
  if (status?.phase === 'Running' || metadata.deletionTimestamp) return;
  const conditions = ['Ready', 'ContainersReady'].map((type) => ({ type, status: 'True' }));
  const path = `/api/v1/namespaces/${namespace}/pods/${metadata.name}/status`;
  await send('PATCH', path, { status: { phase: 'Running', conditions } });
}

async function bind(namespace: string, { metadata, spec, status }: Listed): Promise<void> {
  if (status?.phase !== 'Pending') return;
  await send('POST', '/api/v1/persistentvolumes', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volumeIn(namespace) },
    spec: {
      accessModes: spec.accessModes,
      capacity: { storage: spec.resources.requests.storage },
      ...(spec.storageClassName && { storageClassName: spec.storageClassName }),
      hostPath: { path: '/nowhere' },
      claimRef: { namespace, name: metadata.name },
    },
  });
}
