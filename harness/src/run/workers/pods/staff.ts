import { randomBytes } from 'node:crypto';
import { CONTAINER, MOUNTS } from 'kvmini-contract/pod-layout';
import { RunError } from '../../../errors';
import type { Cluster } from '../../../target/kubernetes';
import type { CrewOrder, LaunchedWorker, Staff } from '../launch';
import { type Made, PodsApi } from './api';
import { orderSecret, RESUMED, workersJob } from './job';
import type { Pod } from './shapes';
import { imageIdOf } from './states';
import { ownPlaces, type PodWishes } from './template';
import { PodWatch } from './watch';

/** What a run's pods are made of. */
export interface PodsOf {
  readonly cluster: Cluster;
  /** The host name of the coordinator's own pod. */
  readonly hostName: string;
  readonly runId: string;
  readonly wishes: PodWishes;
  readonly timeoutMs: number;
  /** Files that each worker reads, by the flags that name them. */
  readonly files: Readonly<Record<string, string | undefined>>;
}

/** The workers of a run as pods of an Indexed Job, which is there as long as the run is. */
export class PodStaff implements Staff {
  private readonly api: PodsApi;
  private own: Pod | undefined;

  /** @throws RunError where this process is in no pod */
  constructor(private readonly run: PodsOf) {
    this.api = new PodsApi(run.cluster);
  }

  /** @throws RunError where the pod can't be read, or has files that its workers would not have */
  async host(): Promise<string> {
    const pod = await this.api.podOf(this.run.hostName);
    this.own = pod;
    refuseOwnFiles(pod, this.run.files);
    const address = pod.status?.podIP;
    if (address) return address;
    throw new RunError(`--pods: the pod ${pod.metadata.name} has no address yet; try again`);
  }

  /** @throws RunError where the Job or its Secret is refused; nothing is left of them then */
  async start(
    order: CrewOrder,
    of: number,
    log: (line: string) => void,
  ): Promise<readonly LaunchedWorker[]> {
    const { own: pod, run, api } = this;
    if (!pod) throw new RunError('--pods: the pod was not read');
    const name = jobName(run.runId);
    const { wishes, timeoutMs } = run;
    const job = await api.make(workersJob({ name, pod, wishes, of, timeoutMs }));
    const remove = () =>
      api
        .removeJob(name)
        .catch((error: Error) => log(`${error.message}; kubectl delete job ${name}`));
    try {
      await this.resume(job, pod, order);
    } catch (error) {
      await remove();
      throw error;
    }
    log(`workers: pods of the Job ${name} in ${api.namespace}`);
    return new PodWatch({ api, job, of, remove, log, image: imageIdOf(pod, CONTAINER) }).workers;
  }

  private async resume(job: Made, pod: Pod, order: CrewOrder): Promise<void> {
    const inPod = { ...order, folder: MOUNTS.data };
    await this.api.make(orderSecret(job, pod, inPod));
    await this.api.patchJob(job.metadata.name, RESUMED);
  }
}

/** A name for a run's Job: two harnesses of a namespace may begin runs in the same second. */
const jobName = (runId: string): string =>
  `kvmini-${runId.replaceAll('_', '-')}-${randomBytes(2).toString('hex')}-workers`;

/** Files on a claim are in the harness's pod alone. */
function refuseOwnFiles(pod: Pod, files: PodsOf['files']): void {
  const places = ownPlaces(pod);
  for (const [flag, path] of Object.entries(files)) {
    const place = places.find((each) => path === each || path?.startsWith(`${each}/`));
    if (place === undefined) continue;
    throw new RunError(
      `--pods: ${flag} ${path} is below ${place}, which is this pod's own; put the file into a ConfigMap or an image, and mount that with extraVolumes and extraVolumeMounts`,
    );
  }
}
