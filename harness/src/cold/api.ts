import { safeParse } from 'kvmini-contract/parse';
import { printable } from 'kvmini-contract/printable';
import * as z from 'zod/mini';
import { RunError } from '../errors';
import {
  askOrFail,
  type Cluster,
  type ClusterAnswer,
  type ClusterChange,
} from '../target/kubernetes';
import { replicasIn } from './shapes';

/** So many objects are asked for at once: an answer has an end. */
const PAGE = 100;
const MOST_PAGES = 100;

const list = z.object({
  items: z.array(z.unknown()),
  metadata: z.catch(z.object({ continue: z.optional(z.string()) }), {}),
});

/** What `kvmini cold` asks of the Kubernetes API, all of it in the target's namespace. */
export class ColdApi {
  constructor(
    private readonly cluster: Cluster,
    readonly namespace: string,
  ) {}

  /**
   * All objects of a kind.
   *
   * @param api as `apis/apps/v1`
   * @returns `undefined` where the cluster has no such kind
   * @throws RunError where they can't be read
   */
  async list(api: string, resource: string, query = ''): Promise<unknown[] | undefined> {
    const items: unknown[] = [];
    let next: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const more = next === undefined ? '' : `&continue=${encodeURIComponent(next)}`;
      const path = `${this.path(api)}/${resource}?limit=${PAGE}${query && `&${query}`}${more}`;
      const { status, body } = await this.ask(path, `list ${resource}`, undefined, [404]);
      if (status === 404) return undefined;
      const { data } = safeParse(list, body);
      if (!data) throw new RunError(`the Kubernetes API answered no list of ${resource}`);
      items.push(...data.items);
      next = data.metadata.continue;
      if (!next) break;
    }
    return items;
  }

  /**
   * How many replicas a Deployment is to have.
   *
   * @throws RunError where that can't be read
   */
  async replicas(deployment: string): Promise<number> {
    const { body } = await this.ask(this.scale(deployment), `read the scale of ${deployment}`);
    return this.read(body);
  }

  /**
   * Sets how many replicas a Deployment is to have.
   *
   * @throws RunError where that can't be set
   */
  async setReplicas(deployment: string, replicas: number): Promise<void> {
    const change = { method: 'PATCH', body: { spec: { replicas } } } as const;
    const what = `set the scale of ${deployment} to ${replicas}`;
    await this.ask(this.scale(deployment), what, change);
  }

  private read(body: unknown): number {
    const replicas = replicasIn(body);
    if (replicas === undefined) throw new RunError('the Kubernetes API answered no scale');
    return replicas;
  }

  private readonly path = (api: string) =>
    `/${api}/namespaces/${encodeURIComponent(this.namespace)}`;

  private readonly scale = (deployment: string) =>
    `${this.path('apis/apps/v1')}/deployments/${encodeURIComponent(deployment)}/scale`;

  private ask(
    path: string,
    what: string,
    change?: ClusterChange,
    alsoGood: readonly number[] = [],
  ): Promise<ClusterAnswer> {
    return askOrFail({ cluster: this.cluster, path, change }, alsoGood, (said, status) => {
      const right = status === 403 ? '; the value rbac.coldStart gives this right' : '';
      return new RunError(`could not ${what}: ${printable(said, 300)}${right}`);
    });
  }
}
