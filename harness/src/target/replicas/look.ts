import type { KserveKind } from 'kvmini-contract/kserve';
import { printable } from 'kvmini-contract/printable';
import { type Cluster, type ClusterAnswer, getFromCluster } from '../kubernetes';
import { Lookup } from '../lookup';
import type { Address } from '../target';
import { type Wanted, wantedOf } from './desired';
import { type PodState, podsIn } from './pods';

/** What is known of the replicas of a target at one time. */
export interface Replicas {
  /** Pods that there should be; `undefined` where that is not known. */
  readonly desired: number | undefined;
  readonly pods: readonly PodState[] | undefined;
  /** The object of KServe, where there is one that may be read. */
  readonly wanted: Wanted | undefined;
  /** What is not known, and why. */
  readonly notes: readonly string[];
}

/** What to do where a right is missing. */
const RIGHTS: Readonly<Record<string, string>> = {
  pods: 'get and list of pods, which rbac.create gives',
  InferenceService: 'get of inferenceservices, which rbac.create gives',
  LLMInferenceService: 'get of llminferenceservices, which rbac.llmInferenceServices gives',
};

/** Looks at the pods of a target, and at the object that wants them. */
export class ReplicaLook {
  private readonly lookup: Lookup;

  constructor(
    private readonly cluster: Cluster,
    private readonly namespace: string,
    private readonly target: Pick<Address, 'pods' | 'object'>,
  ) {
    this.lookup = new Lookup(cluster, namespace);
  }

  /** Looks once; what can't be read is a note. */
  async look(): Promise<Replicas> {
    const [{ pods, note }, object] = await Promise.all([this.pods(), this.wanted()]);
    const { wanted } = object;
    const notes = [note, object.note].filter((each) => each !== undefined);
    return { desired: desiredOf(pods, wanted), pods, wanted, notes };
  }

  private async pods(): Promise<{ pods?: PodState[]; note?: string }> {
    const { pods: selector } = this.target;
    if (selector === undefined)
      return { note: 'the pods of the target are not known, nor so whether all of them are ready' };
    const namespace = encodeURIComponent(this.namespace);
    const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${encodeURIComponent(selector)}`;
    const answer = await answerTo(() => getFromCluster(this.cluster, path));
    const pods = answer.status === 200 ? podsIn(answer.body) : undefined;
    if (pods) return { pods };
    return { note: this.unknown('pods', answer) };
  }

  private async wanted(): Promise<{ wanted?: Wanted; note?: string }> {
    const { object } = this.target;
    if (object === undefined) return {};
    const { kind, name, api, resource } = object;
    const answer = await answerTo(() => this.lookup.get(api, resource, name));
    if (answer.status === 200) return { wanted: wantedOf(kind, answer.body) };
    return { note: this.unknown(kind, answer) };
  }

  private unknown(what: 'pods' | KserveKind, { status, why }: Answered): string {
    const right = status === 403 ? `: that needs ${RIGHTS[what]}` : '';
    const called = what === 'pods' ? 'the pods of the target' : `the ${what}`;
    return `${called} can't be read in ${this.namespace}, so that it is not known whether all replicas are ready (the Kubernetes API: ${why}${right})`;
  }
}

type Answered = ClusterAnswer & { readonly why: string };

/** An API that can't be asked is an answer too: looking never fails a run. */
async function answerTo(ask: () => Promise<ClusterAnswer>): Promise<Answered> {
  try {
    const answer = await ask();
    return { ...answer, why: `answered ${answer.status}` };
  } catch (error) {
    return { status: 0, body: undefined, why: printable((error as Error).message) };
  }
}

/** What is wanted at least, and all that there are: an autoscaler may have made more. */
function desiredOf(
  pods: readonly PodState[] | undefined,
  wanted: Wanted | undefined,
): number | undefined {
  if (!wanted) return pods?.length;
  if (!pods) return Object.values(wanted.parts).reduce((sum, each) => sum + each, 0);
  const parts = new Map(Object.entries(wanted.parts));
  let desired = 0;
  for (const [part, least] of parts) {
    const there = pods.filter((each) => part === '' || partOf(each, parts) === part).length;
    desired += Math.max(least, there);
  }
  return desired;
}

/** Pods of which no label says a part are those of the first. */
const partOf = ({ component }: PodState, parts: ReadonlyMap<string, number>): string =>
  parts.has(component) ? component : ([...parts.keys()][0] ?? '');
