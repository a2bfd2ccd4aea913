import { safeParse } from 'kvmini-contract/parse';
import * as z from 'zod/mini';
import { RunError } from '../errors';
import type { Cluster } from '../target/kubernetes';
import { Lookup } from '../target/lookup';
import type { Address } from '../target/target';
import type { ColdApi } from './api';
import { classify, type Scalable } from './classify';
import { autoscalersIn, deploymentsIn, scaledObjectsIn } from './shapes';

const wanted = z.object({
  spec: z.object({ replicas: z.optional(z.nullable(z.int())) }),
});

/**
 * Finds how a target can be brought to zero.
 *
 * @returns why it is not to be
 * @throws RunError where that can't be told, for want of a right for example
 */
export async function findScalable(
  api: ColdApi,
  cluster: Cluster,
  address: Address,
): Promise<Scalable | string> {
  if (address.pods === undefined)
    throw new RunError(
      `the pods of the target are not known (found by ${address.from}): expected --service to name an InferenceService, an LLMInferenceService or a Service with a selector`,
    );
  const [deployments, autoscalers, scaledObjects, ownerReplicas] = await Promise.all([
    api.list('apis/apps/v1', 'deployments'),
    api.list('apis/autoscaling/v2', 'horizontalpodautoscalers'),
    api.list('apis/keda.sh/v1alpha1', 'scaledobjects'),
    replicasOfOwner(new Lookup(cluster, api.namespace), address),
  ]);
  return classify({
    ...{ pods: address.pods, ownerReplicas },
    deployments: deploymentsIn(deployments ?? []),
    autoscalers: autoscalersIn(autoscalers ?? []),
    scaledObjects: scaledObjectsIn(scaledObjects ?? []),
  });
}

/** Of an LLMInferenceService, how many replicas it says that it has. */
async function replicasOfOwner(
  lookup: Lookup,
  { object }: Address,
): Promise<number | null | undefined> {
  if (object?.kind !== 'LLMInferenceService') return undefined;
  const { status, body } = await lookup.get(object.api, object.resource, object.name);
  const { data } = safeParse(wanted, body);
  return status === 200 && data ? (data.spec.replicas ?? null) : undefined;
}
