import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOUNTS } from 'kvmini-contract/pod-layout';
import { Agent, request } from 'undici';
import { ANSWER_WITHIN_MS, inTime, readAnswer } from './answer';

/** How a pod reaches the Kubernetes API. */
export interface Cluster {
  readonly url: string;
  /** Folder with `token` and `ca.crt`. */
  readonly serviceAccount: string;
}

/** What the Kubernetes API said. */
export interface ClusterAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * The cluster that this process runs in.
 *
 * @returns `undefined` outside a cluster
 * @see https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
 */
export function inCluster(env: NodeJS.ProcessEnv): Cluster | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  if (!host) return undefined;
  const shown = host.includes(':') ? `[${host}]` : host;
  return { url: `https://${shown}:${port ?? '443'}`, serviceAccount: MOUNTS['service-account'] };
}

const CONTENT_TYPES = {
  POST: 'application/json',
  PATCH: 'application/merge-patch+json',
  DELETE: 'application/json',
} as const;

/**
 * Gets one object or list of the Kubernetes API.
 *
 * Plain HTTP with the mounted token: the official client does not start on Node 20, and costs
 * 1.4 MB of bundle for the three GETs that are needed here. The token is read each time, since the
 * kubelet renews it.
 *
 * @throws where the API can't be reached, its answer has no end in time or size, or the service
 *   account's files can't be read
 */
export const getFromCluster = (cluster: Cluster, path: string): Promise<ClusterAnswer> =>
  askCluster(cluster, path);

/** What is done to an object or a list. */
export interface ClusterChange {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** A patch is a merge patch. */
  readonly body: object;
}

/**
 * Asks as {@link askCluster} does, for what has to come off.
 *
 * @param alsoGood statuses from 300 on that are no failure
 * @param failure what is thrown, made of what was said, and of the status where there was an answer
 */
export async function askOrFail(
  { cluster, path, change }: Asked,
  alsoGood: readonly number[],
  failure: (said: string, status?: number) => Error,
): Promise<ClusterAnswer> {
  const answer = await askCluster(cluster, path, change).catch((error: Error) => {
    throw failure(error.message);
  });
  const { status, body } = answer;
  if (status < 300 || alsoGood.includes(status)) return answer;
  const { message = `HTTP ${status}` } = Object(body) as { message?: unknown };
  throw failure(String(message), status);
}

/** What is asked of a cluster, and what it is to change. */
export interface Asked {
  readonly cluster: Cluster;
  readonly path: string;
  readonly change?: ClusterChange | undefined;
}

/**
 * Gets, makes, changes or removes an object of the Kubernetes API.
 *
 * @throws as {@link getFromCluster} does
 */
export async function askCluster(
  cluster: Cluster,
  path: string,
  change?: ClusterChange,
): Promise<ClusterAnswer> {
  const token = readFileSync(join(cluster.serviceAccount, 'token'), 'utf8').trim();
  const ca = readFileSync(join(cluster.serviceAccount, 'ca.crt'), 'utf8');
  const agent = new Agent({ connect: { ca, timeout: ANSWER_WITHIN_MS } });
  try {
    return await inTime(async (signal) => {
      const answer = await request(cluster.url + path, {
        ...{ dispatcher: agent, signal },
        method: change?.method ?? 'GET',
        headers: {
          ...{ authorization: `Bearer ${token}`, accept: 'application/json' },
          ...(change && { 'content-type': CONTENT_TYPES[change.method] }),
        },
        ...(change && { body: JSON.stringify(change.body) }),
      });
      const text = await readAnswer(answer);
      return { status: answer.statusCode, body: text.startsWith('{') ? JSON.parse(text) : text };
    });
  } finally {
    await agent.destroy();
  }
}
