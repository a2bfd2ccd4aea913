import { volumeIn } from '../../tools/cluster/volume';
import { send } from './api';
import { kubectl, kubectlPrints } from './cluster';

const EVERY_MILLISECONDS = 200;

/** A class of volumes whose provisioner never comes. */
const UNPROVISIONED = 'fast-ssd';

interface Listed {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly deletionTimestamp?: string;
  };
  // biome-ignore lint/suspicious/noExplicitAny: as the API server has it
  readonly [field: string]: any;
}

/** Pods that end by themselves. */
const ENDS = /-test$|^move-results$/;

/** Stands for a node and a provisioner of volumes in some namespaces: pods are ready, or have ended, and claims are bound. */
export class StandIn {
  /** How the pod of `helm test` ends. */
  testEnds: 'Succeeded' | 'Failed' = 'Succeeded';
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
        for (const pod of await waiting(namespace, 'pods')) await this.#run(namespace, pod);
        for (const claim of await waiting(namespace, 'persistentvolumeclaims'))
          await bind(namespace, claim);
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY_MILLISECONDS));
    }
  }

  async #run(namespace: string, { metadata: { name } }: Listed): Promise<void> {
    const ends = /-test$/.test(name) ? this.testEnds : 'Succeeded';
    const conditions = ['Ready', 'ContainersReady'].map((type) => ({ type, status: 'True' }));
    const status = ENDS.test(name) ? { phase: ends } : { phase: 'Running', conditions };
    await send('PATCH', `/api/v1/namespaces/${namespace}/pods/${name}/status`, { status });
  }
}

/** What waits for a node or a volume, and stays. */
async function waiting(namespace: string, plural: string): Promise<readonly Listed[]> {
  const { body } = await send('GET', `/api/v1/namespaces/${namespace}/${plural}`);
  const all: readonly Listed[] = body.items ?? [];
  return all.filter(
    ({ metadata, status }) => !metadata.deletionTimestamp && status?.phase === 'Pending',
  );
}

/** A volume that is the claim's; one of another class waits for its provisioner. */
async function bind(namespace: string, { metadata: { name, uid }, spec }: Listed): Promise<void> {
  if (spec.storageClassName === UNPROVISIONED) return;
  const { status } = await send('POST', '/api/v1/persistentvolumes', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volumeIn(namespace) },
    spec: {
      accessModes: spec.accessModes,
      capacity: { storage: spec.resources.requests.storage },
      ...(spec.storageClassName && { storageClassName: spec.storageClassName }),
      hostPath: { path: '/nowhere' },
      // With its uid, nobody waits for the controller's next round.
      claimRef: { namespace, name, uid },
    },
  });
  if (status !== 201) await removeForeign(namespace, uid);
}

/** A volume of a claim that went while the volume was made; this one gets another in the next round. */
async function removeForeign(namespace: string, uid: string): Promise<void> {
  const path = ['-o', 'jsonpath={.spec.claimRef.uid}'];
  const { stdout } = await kubectl(['get', 'pv', volumeIn(namespace), ...path]);
  if (stdout !== uid) await kubectl(['delete', 'pv', volumeIn(namespace), '--ignore-not-found']);
}

/** Takes the claims of a namespace away, with the volume of one. */
export async function removeClaims(namespace: string): Promise<void> {
  const all = ['--ignore-not-found', '--timeout=60s'];
  await kubectlPrints(['delete', 'pods', '-n', namespace, '--all', '--force', ...all]);
  await kubectlPrints(['delete', 'pvc', '-n', namespace, '--all', ...all]);
  await kubectlPrints(['delete', 'pv', volumeIn(namespace), ...all]);
}
