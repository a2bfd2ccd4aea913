import { safeParse } from 'kvmini-contract/parse';
import { printable } from 'kvmini-contract/printable';
import * as z from 'zod/mini';
import { MAIN_CONTAINER } from '../target/server/places';

const text = z.catch(z.optional(z.string()), undefined);
const state = z.catch(
  z.object({
    running: z.optional(z.unknown()),
    terminated: z.optional(z.unknown()),
    waiting: z.catch(z.optional(z.object({ reason: text, message: text })), undefined),
  }),
  { waiting: undefined },
);
const pod = z.object({
  metadata: z.object({ name: z.string(), uid: z.string(), deletionTimestamp: text }),
  spec: z.object({
    containers: z.array(z.object({ name: z.string() })),
    initContainers: z.catch(z.array(z.unknown()), []),
  }),
  status: z.catch(
    z.object({
      phase: text,
      conditions: z.catch(z.array(z.object({ type: text, status: text })), []),
      containerStatuses: z.catch(z.array(z.object({ name: z.string(), state })), []),
    }),
    { conditions: [], containerStatuses: [] },
  ),
});

/** A pod of a target that starts. */
export interface StartingPod {
  readonly uid: string;
  readonly name: string;
  /** The container that serves the model. */
  readonly container: string;
  readonly hasInit: boolean;
  readonly scheduled: boolean;
  readonly initialized: boolean;
  readonly started: boolean;
  readonly ready: boolean;
  /** Why its container waits; nothing where it does not. */
  readonly waits: string;
}

/** Pods of a list that are there: those that end are until they are gone, those that ended are not. */
export function podsThere(items: readonly unknown[]): z.output<typeof pod>[] {
  return items
    .flatMap((item) => safeParse(pod, item).data ?? [])
    .filter(({ status: { phase } }) => phase !== 'Succeeded' && phase !== 'Failed');
}

/** Pods of a list that start, or have. */
export const startingPods = (items: readonly unknown[]): StartingPod[] =>
  podsThere(items)
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(starting);

function starting({ metadata, spec, status }: z.output<typeof pod>): StartingPod {
  const { containers, initContainers } = spec;
  const main = containers.find(({ name }) => MAIN_CONTAINER.test(name)) ?? containers[0];
  const container = main?.name ?? '';
  const { state: of } = status.containerStatuses.find(({ name }) => name === container) ?? {};
  const isTrue = (wanted: string) =>
    status.conditions.some(({ type, status: is }) => type === wanted && is === 'True');
  const { reason = '', message = '' } = of?.waiting ?? {};
  return {
    uid: metadata.uid,
    name: printable(metadata.name),
    ...{ container, hasInit: initContainers.length > 0 },
    scheduled: isTrue('PodScheduled'),
    initialized: isTrue('Initialized'),
    started: of?.running !== undefined || of?.terminated !== undefined,
    ready: isTrue('Ready'),
    waits: printable([reason, message].filter(Boolean).join(': '), 200),
  };
}

const event = z.object({
  reason: text,
  message: text,
  involvedObject: z.object({ uid: text, fieldPath: text }),
});

/** An image that a pod's container has now. */
export interface Pulled {
  readonly uid: string;
  readonly container: string;
  /** Whether the node had it already. */
  readonly wasThere: boolean;
}

/** The images of a list of events that are pulled, or were there. */
export function pulledIn(items: readonly unknown[]): Pulled[] {
  return items.flatMap((item) => {
    const { data } = safeParse(event, item);
    if (data?.reason !== 'Pulled') return [];
    const { uid = '', fieldPath = '' } = data.involvedObject;
    const [, container = ''] = /^spec\.containers\{(.+)\}$/.exec(fieldPath) ?? [];
    const wasThere = / already present on machine/.test(data.message ?? '');
    return container === '' ? [] : [{ uid, container, wasThere }];
  });
}
