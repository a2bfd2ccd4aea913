import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunError } from '../../../errors';
import { askOrFail, type Cluster, type ClusterChange } from '../../../target/kubernetes';
import { listPages } from '../../../target/list-pages';
import { firstLine } from './first-line';
import type { Event, Fields, Pod } from './shapes';

/** A host name is cut at so many characters. */
const LONGEST_HOST_NAME = 63;

/** An object that was made. */
export interface Made {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly uid: string };
}

interface List<Item> {
  readonly items: readonly Item[];
}

/** What a run over pods asks of the Kubernetes API, all of it in the harness's own namespace. */
export class PodsApi {
  readonly namespace: string;

  /** @throws RunError where the pod does not tell its namespace */
  constructor(private readonly cluster: Cluster) {
    try {
      const path = join(cluster.serviceAccount, 'namespace');
      this.namespace = readFileSync(path, 'utf8').trim();
    } catch (error) {
      throw new RunError(
        `--pods: the pod does not tell its namespace: ${(error as Error).message}`,
      );
    }
  }

  /**
   * The pod that has a host name: its own name, of which a host name has 63 characters at most.
   *
   * @throws RunError where it can't be read
   */
  async podOf(hostName: string): Promise<Pod> {
    const what = `read the pod ${hostName}`;
    const name =
      hostName.length < LONGEST_HOST_NAME
        ? hostName
        : (await this.list({})).find(({ metadata }) => metadata.name.startsWith(hostName))?.metadata
            .name;
    return (await this.ask(this.core(`pods/${name ?? hostName}`), what)) as Pod;
  }

  /**
   * Makes an object.
   *
   * @throws RunError with the reason of a refusal
   */
  async make(object: Fields): Promise<Made> {
    const { kind, apiVersion } = object as unknown as Made;
    const path = kind === 'Job' ? this.jobs() : this.core('secrets');
    const made = await this.ask(path, `make the ${kind} of the workers`, {
      ...{ method: 'POST', body: object },
    });
    return { ...(made as Made), kind, apiVersion };
  }

  /** Changes a Job. */
  async patchJob(name: string, patch: Fields): Promise<void> {
    await this.ask(this.jobs(name), `start the Job ${name}`, { method: 'PATCH', body: patch });
  }

  /** Removes a Job, with its pods and its Secret; one that is gone is none to remove. */
  async removeJob(name: string): Promise<void> {
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' };
    const what = `remove the Job ${name}`;
    await this.ask(this.jobs(name), what, { method: 'DELETE', body }, [404]);
  }

  /** All pods of a Job. */
  podsOf(job: string): Promise<readonly Pod[]> {
    return this.list({ labelSelector: `job-name=${job}` });
  }

  private async list(selector: Readonly<Record<string, string>>): Promise<readonly Pod[]> {
    const ask = (page: string) => this.ask(this.core(`pods${page}`), 'list pods');
    return ((await listPages('pods', selector, ask)) ?? []) as Pod[];
  }

  /** What happened to an object, the latest last. */
  async eventsOf(uid: string): Promise<readonly Event[]> {
    const path = this.core(`events?fieldSelector=involvedObject.uid%3D${uid}`);
    return ((await this.ask(path, 'list events')) as List<Event>).items;
  }

  private readonly core = (what: string) => `/api/v1/namespaces/${this.namespace}/${what}`;

  private jobs(name = ''): string {
    return `/apis/batch/v1/namespaces/${this.namespace}/jobs${name && `/${name}`}`;
  }

  private async ask(
    path: string,
    what: string,
    change?: ClusterChange,
    alsoGood: readonly number[] = [],
  ): Promise<unknown> {
    const { body } = await askOrFail(
      { cluster: this.cluster, path, change },
      alsoGood,
      (said, status) => {
        const more = status === undefined ? '' : advice(said);
        return new RunError(`--pods: could not ${what}: ${firstLine(said)}${more}`);
      },
    );
    return body;
  }
}

/** What a user does about a right that is missing. */
const advice = (message: string): string =>
  / cannot \w+ resource /.test(message)
    ? '; the values workers.enabled and rbac.create give it this right'
    : '';
