import { safeParse } from 'kvmini-contract/parse';
import * as z from 'zod/mini';

const text = z.catch(z.optional(z.string()), undefined);
const texts = z.catch(z.record(z.string(), z.string()), {});
const whole = z.catch(z.optional(z.int()), undefined);

const owner = z.object({
  kind: z.string(),
  name: z.string(),
  controller: z.catch(z.optional(z.boolean()), undefined),
});
const metadata = z.object({
  name: z.string(),
  labels: texts,
  annotations: texts,
  ownerReferences: z.catch(z.array(owner), []),
  managedFields: z.catch(z.array(z.object({ manager: text })), []),
});

const deployment = z.object({
  metadata,
  spec: z.object({
    replicas: z.catch(z._default(z.int(), 1), 1),
    template: z.object({ metadata: z.catch(z.object({ labels: texts }), { labels: {} }) }),
  }),
});

/** A Deployment, as far as its scale goes. */
export type Deployment = z.output<typeof deployment>;

const scaleTargetRef = z.object({ kind: text, name: text });

const autoscaler = z.object({ metadata, spec: z.object({ scaleTargetRef }) });

/** A HorizontalPodAutoscaler. */
export type Autoscaler = z.output<typeof autoscaler>;

const scaledObject = z.object({
  metadata,
  spec: z.object({ scaleTargetRef, minReplicaCount: whole, idleReplicaCount: whole }),
});

/** A ScaledObject of KEDA. */
export type ScaledObject = z.output<typeof scaledObject>;

const scale = z.object({ spec: z.object({ replicas: z._default(z.int(), 0) }) });

/** What the scale of a Deployment says that it is to have; `undefined` where that is no scale. */
export const replicasIn = (body: unknown): number | undefined =>
  safeParse(scale, body).data?.spec.replicas;

/** What is as it should be of a list. */
function all<T extends z.ZodMiniType>(type: T, items: readonly unknown[]): z.output<T>[] {
  return items.flatMap((item) => {
    const { data } = safeParse(type, item);
    return data === undefined ? [] : [data];
  });
}

/** The Deployments of a list. */
export const deploymentsIn = (items: readonly unknown[]): Deployment[] => all(deployment, items);
/** The HorizontalPodAutoscalers of a list. */
export const autoscalersIn = (items: readonly unknown[]): Autoscaler[] => all(autoscaler, items);
/** The ScaledObjects of a list. */
export const scaledObjectsIn = (items: readonly unknown[]): ScaledObject[] =>
  all(scaledObject, items);
