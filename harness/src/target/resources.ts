import { safeParse } from 'kvmini-contract/parse';
import * as z from 'zod/mini';
import { runFile } from '../results/folder';
import type { ResourceRow } from '../results/schema';
import { JsonLines } from '../results/write';
import { type Cluster, getFromCluster } from './kubernetes';
import { parseQuantity } from './quantity';

/** The metrics server itself looks no more often. */
const EVERY_MS = 15_000;

const podMetrics = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      containers: z.array(
        z.object({ name: z.string(), usage: z.object({ cpu: z.string(), memory: z.string() }) }),
      ),
    }),
  ),
});

/** What the sampler looks at and where it writes. */
export interface SamplerOptions {
  readonly cluster: Cluster;
  readonly namespace: string;
  /** A selector of labels. */
  readonly pods: string;
  readonly folder: string;
  readonly now: () => number;
  /** Told once where the pods can't be looked at; the run goes on without. */
  readonly problem: (text: string) => void;
}

/** Looks at the CPU and memory of the target's pods during a run. */
export class ResourceSampler {
  private readonly rows: JsonLines;
  private readonly timer: NodeJS.Timeout;
  private last: Promise<void>;
  private complained = false;

  constructor(private readonly options: SamplerOptions) {
    this.rows = new JsonLines(runFile(options.folder, 'resources'));
    this.timer = setInterval(() => {
      this.last = this.last.then(() => this.sample());
    }, EVERY_MS).unref();
    this.last = this.sample();
  }

  /** Waits for what is under way and closes the file. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.last;
    this.rows.close();
  }

  private async sample(): Promise<void> {
    const atMs = Math.round(this.options.now());
    try {
      for (const row of await this.read(atMs)) this.rows.append(row);
    } catch (error) {
      if (!this.complained)
        this.options.problem(`resources can't be sampled: ${(error as Error).message}`);
      this.complained = true;
    }
  }

  private async read(atMs: number): Promise<ResourceRow[]> {
    const { cluster, namespace, pods } = this.options;
    const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${encodeURIComponent(namespace)}/pods?labelSelector=${encodeURIComponent(pods)}`;
    const { status, body } = await getFromCluster(cluster, path);
    if (status !== 200) throw new Error(`the Kubernetes API answered ${status} for metrics.k8s.io`);
    const { data } = safeParse(podMetrics, body);
    if (!data) throw new Error('metrics.k8s.io answered something other than a list of PodMetrics');
    return data.items.flatMap(({ metadata, containers }) =>
      containers.map(({ name, usage }) => ({
        atMs,
        pod: metadata.name,
        container: name,
        cpuCores: parseQuantity(usage.cpu),
        memoryBytes: parseQuantity(usage.memory),
      })),
    );
  }
}
