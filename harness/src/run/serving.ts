import { isDeepStrictEqual } from 'node:util';
import { printable } from 'kvmini-contract/printable';
import type { Access } from '../request/access';
import type { RequestRow } from '../request/row';
import type { RunRecordFile } from '../results/record';
import type { Serving, ServingPod, ServingState } from '../results/serving';
import type { BenchSettings } from '../settings/settings';
import { type AboutServer, aboutServer } from '../target/about-server';
import type { Cluster } from '../target/kubernetes';
import { changesOf, servingWarnings } from '../target/replicas/changes';
import { gpusByPod } from '../target/replicas/gpus';
import { ReplicaLook, type Replicas } from '../target/replicas/look';
import { type Products, productsOf } from '../target/replicas/products';
import { waitUntilReady } from '../target/replicas/wait';
import type { Address, Target } from '../target/target';
import { type Cost, costAtOnePrice, costByProduct } from './cost';

/** The end of a run must not wait long for what is only told. */
const LAST_LOOK_MS = 5_000;
const MOST_PODS = 100;
const MOST_FINGERPRINTS = 10;

/** What a watch over the target needs. */
export interface WatchPorts {
  readonly cluster: Cluster | undefined;
  readonly address: Address;
  readonly access: Access;
  readonly record: RunRecordFile;
  readonly log: (line: string) => void;
  /** Milliseconds since the run began, on the monotonic clock. */
  readonly now: () => number;
}

const NOTHING_KNOWN: Replicas = {
  ...{ desired: undefined, pods: undefined, wanted: undefined, notes: [] },
};

/** Watches what serves the requests of a run: waits until all of it is ready, and says what changed. */
export class ServingWatch {
  /** Looks at the target's replicas; `undefined` where they are not known. */
  readonly look: ReplicaLook | undefined;
  private replicas: Replicas = NOTHING_KNOWN;
  private last: Replicas | undefined;
  private missing: string | undefined;
  private about: AboutServer = { version: null, maxModelLen: null };
  private target: Target | undefined;
  private products: Products = { byPod: new Map() };
  private serving: Serving | undefined;
  private readonly fingerprints: string[] = [];

  constructor(
    private readonly settings: BenchSettings,
    private readonly ports: WatchPorts,
  ) {
    const { cluster, address } = ports;
    const { namespace, url } = settings;
    const isLookedUp = url === undefined && namespace !== undefined;
    this.look = cluster && isLookedUp ? new ReplicaLook(cluster, namespace, address) : undefined;
  }

  /**
   * Waits until all replicas are ready.
   *
   * @throws RunError with those that are not, where the time is up
   */
  async waitUntilReady(signal: AbortSignal): Promise<void> {
    const { look } = this;
    if (!look) return;
    const { log, now } = this.ports;
    const { wait, waitReadyMs } = this.settings;
    const { replicas, missing } = await waitUntilReady({
      ...{ look: () => look.look(), forMs: wait ? waitReadyMs : 0, signal, now },
      waiting: (text) => log(`waiting until all of the target is ready: ${text}`),
    });
    this.replicas = replicas;
    this.missing = missing;
    if (missing !== undefined) log(`not all of the target is ready (--no-wait): ${missing}`);
    for (const note of replicas.notes) log(note);
  }

  /** Notes what serves the requests, right before they are sent. */
  async started(target: Target, signal: AbortSignal): Promise<void> {
    this.target = target;
    this.about = await aboutServer(target, this.ports.access, signal);
    const { price, prices } = this.settings;
    const { pods = [] } = this.replicas;
    if (price === undefined && prices) this.products = await productsOf(pods, this.ports.cluster);
    this.serving = {
      start: this.state(this.replicas, this.about),
      ...{ end: null, fingerprints: this.fingerprints, changes: [] },
      notes: [...this.replicas.notes],
    };
    this.ports.record.serving(this.serving);
    for (const note of this.tooLong()) this.ports.log(note);
  }

  /** Takes a row: some name the server's fingerprint. */
  row({ fingerprint }: RequestRow): void {
    const known = fingerprint === undefined || this.fingerprints.includes(fingerprint);
    if (!known && this.fingerprints.length < MOST_FINGERPRINTS) this.fingerprints.push(fingerprint);
  }

  /** Notes what served the requests at the end, and what changed; never fails. */
  async ended(): Promise<void> {
    const { serving, target } = this;
    if (!serving || !target) return;
    const signal = AbortSignal.timeout(LAST_LOOK_MS);
    const late = new Promise<undefined>((resolve) =>
      signal.addEventListener('abort', () => resolve(undefined), { once: true }),
    );
    const found = Promise.all([
      this.look?.look() ?? NOTHING_KNOWN,
      aboutServer(target, this.ports.access, signal),
    ]);
    const known = await Promise.race([found.catch(() => undefined), late]);
    if (known) {
      this.serving = this.compared(serving, this.state(...known));
      this.last = known[0];
    }
    this.ports.record.serving(this.serving ?? serving);
  }

  /** How many GPUs each of the target's pods has, by its name; or why that is not known. */
  gpus(): ReadonlyMap<string, number> | string {
    const { pods } = this.replicas;
    if (!pods) return 'the pods of the target are not known';
    const gpus = gpusByPod(pods);
    if (!gpus)
      return 'not all pods of the target ask for GPUs that are known (limits such as nvidia.com/gpu)';
    const last = this.last && gpusByPod(this.last.pods);
    if (this.last && !isDeepStrictEqual(last, gpus))
      return 'the number of GPUs changed during the run';
    return gpus;
  }

  /** What the replicas cost; `undefined` without a price, or where that is not known. */
  cost(): Cost | undefined {
    const cost = this.costOrWhy();
    return typeof cost === 'string' ? undefined : cost;
  }

  private costOrWhy(): Cost | string | undefined {
    const { price, prices } = this.settings;
    if (price === undefined && !prices) return undefined;
    const gpus = this.gpus();
    if (typeof gpus === 'string') return gpus;
    if (price !== undefined) return costAtOnePrice(gpus, price);
    return costByProduct(gpus, this.products, prices ?? {});
  }

  private noCost(): string[] {
    const why = this.costOrWhy();
    return typeof why === 'string' ? [`What the run cost is not known: ${why}`] : [];
  }

  /** What a reader of the figures must know of what served the requests. */
  warnings(): string[] {
    return [...servingWarnings(this.serving, this.missing), ...this.tooLong(), ...this.noCost()];
  }

  private compared(serving: Serving, end: ServingState): Serving {
    const [first, ...others] = this.fingerprints;
    const seen = others.length > 0 ? [`system_fingerprint: ${[first, ...others].join(', ')}`] : [];
    return { ...serving, end, changes: [...changesOf(serving.start, end), ...seen] };
  }

  /** What the server will refuse of the lengths that are asked for. */
  private tooLong(): string[] {
    const { maxModelLen: most } = this.about;
    const { promptTokens, maxTokens, dataset } = this.settings;
    const prompt = dataset === undefined ? promptTokens : 0;
    if (most === null || prompt + maxTokens <= most) return [];
    const asked = dataset === undefined ? `about ${prompt} prompt tokens and ` : '';
    return [
      `The server refuses requests of more than ${most} tokens (max_model_len): ${asked}${maxTokens} output tokens are more; lower --prompt-tokens or --max-tokens`,
    ];
  }

  private state({ desired, pods }: Replicas, about: AboutServer): ServingState {
    const ready = pods?.filter((pod) => pod.ready).length;
    return {
      at: new Date().toISOString(),
      desired: desired ?? null,
      ready: ready ?? null,
      pods: pods?.slice(0, MOST_PODS).map(recorded) ?? null,
      version: about.version,
      model: printable(this.target?.model ?? ''),
      maxModelLen: about.maxModelLen,
    };
  }
}

/** Of a pod, what is written: its annotations may hold anything. */
function recorded({ name, uid, ip, node, ready, why, images, restarts }: ServingPod): ServingPod {
  return { name, uid, ip, node, ready, ...(why !== undefined && { why }), images, restarts };
}
