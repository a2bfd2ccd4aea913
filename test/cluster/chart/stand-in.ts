import { kubectl, kubectlPrints } from '../cluster';

const EVERY_MILLISECONDS = 300;

interface Listed {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  // biome-ignore lint/suspicious/noExplicitAny: as the API server has it
  readonly [field: string]: any;
}

/** Pods that end by themselves, and how they end. */
const ENDS = { Succeeded: /-test$|^move-results$/ } as const;

/**
 * Stands for a node and a provisioner of volumes in some namespaces: pods are ready, or have succeeded, and claims of
 * the cluster's own class are bound.
 */
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

  async stop(): Promise<void> {
    this.#running = false;
    await this.#ended;
  }

  async #work(): Promise<void> {
    while (this.#running) {
      for (const namespace of this.#namespaces) await this.#workIn(namespace);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MILLISECONDS));
    }
  }

  async #workIn(namespace: string): Promise<void> {
    const text = await kubectlPrints(['get', 'pods,pvc', '-n', namespace, '-o', 'json']);
    for (const one of JSON.parse(text).items as readonly Listed[]) {
      if (one.metadata.deletionTimestamp || one.status.phase !== 'Pending') continue;
      if (one.kind === 'Pod') await this.#run(namespace, one);
      else await bind(namespace, one);
    }
  }

  async #run(namespace: string, { metadata: { name } }: Listed): Promise<void> {
    const ends = /-test$/.test(name) ? this.testEnds : 'Succeeded';
    const conditions = ['Ready', 'ContainersReady'].map((type) => ({ type, status: 'True' }));
    const status = ENDS.Succeeded.test(name) ? { phase: ends } : { phase: 'Running', conditions };
    const patch = ['--subresource=status', '--type=merge', '-p', JSON.stringify({ status })];
    await kubectl(['patch', 'pod', name, '-n', namespace, ...patch]);
  }
}

/** A volume that is the claim's; one of another class waits for its provisioner. */
async function bind(namespace: string, { metadata: { name }, spec }: Listed): Promise<void> {
  if (spec.storageClassName === 'fast-ssd') return;
  const volume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volumeOf(namespace) },
    spec: {
      accessModes: spec.accessModes,
      capacity: { storage: spec.resources.requests.storage },
      ...(spec.storageClassName && { storageClassName: spec.storageClassName }),
      hostPath: { path: '/nowhere' },
      claimRef: { namespace, name },
    },
  };
  await kubectl(['create', '-f', '-'], JSON.stringify(volume));
}

const volumeOf = (namespace: string) => `kvmini-chart-${namespace}`;

/** Takes the claims of a namespace away, with the volume of one. */
export async function removeClaims(namespace: string): Promise<void> {
  const all = ['--ignore-not-found', '--timeout=60s'];
  await kubectlPrints(['delete', 'pods', '-n', namespace, '--all', '--force', ...all]);
  await kubectlPrints(['delete', 'pvc', '-n', namespace, '--all', ...all]);
  await kubectlPrints(['delete', 'pv', volumeOf(namespace), ...all]);
}
