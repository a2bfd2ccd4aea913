import { printable } from 'kvmini-contract/printable';
import { RunError } from '../errors';
import {
  askOrFail,
  type Cluster,
  type ClusterAnswer,
  type ClusterChange,
} from '../target/kubernetes';
import { listPages } from '../target/list-pages';
import { replicasIn } from './shapes';

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
  list(
    api: string,
    resource: string,
    query: Readonly<Record<string, string>> = {},
  ): Promise<unknown[] | undefined> {
    return listPages(resource, query, async (page) => {
      const path = `${this.path(api)}/${resource}${page}`;
      const { status, body } = await this.ask(path, `list ${resource}`, undefined, [404]);
      return status === 404 ? undefined : body;
    });
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
