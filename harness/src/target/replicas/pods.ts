import { safeParse } from 'kvmini-contract/parse';
import { printable } from 'kvmini-contract/printable';
import * as z from 'zod/mini';
import type { ServingPod } from '../../results/serving';
import { readable } from './readable';

/** Pods of a target are a few hundred at most: more are another selector's. */
const MOST_PODS = 5_000;
const LONGEST_WHY = 200;

/** What one pod is like, with what scrapes need. */
export interface PodState extends ServingPod {
  /** The part of an InferenceService that it is of, as `predictor`. */
  readonly component: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly containers: readonly PodContainer[];
  /** Labels that its node must have, by their names: it can run on no other. */
  readonly nodeLabels: Readonly<Record<string, string>>;
}

/** A container as its pod's spec has it. */
export interface PodContainer {
  readonly name: string;
  readonly ports: readonly { readonly name?: string | undefined; readonly containerPort: number }[];
  /** The port and scheme of its readiness probe, where that is HTTP. */
  readonly probe?: { readonly port: number | string; readonly scheme: string } | undefined;
  /** Devices that it asks for, such as `nvidia.com/gpu`, by name. */
  readonly limits: Readonly<Record<string, string>>;
}

const text = z.catch(z.optional(z.string()), undefined);
const texts = z.catch(z.record(z.string(), z.string()), {});
const reason = z.catch(z.optional(z.object({ reason: text, message: text })), undefined);
const condition = z.object({ type: text, status: text, reason: text, message: text });
const probe = z.object({
  httpGet: z.object({
    port: z.union([z.number(), z.string()]),
    scheme: z._default(z.string(), 'HTTP'),
  }),
});
const quantities = z.catch(
  z.record(z.string(), z.pipe(z.union([z.string(), z.number()]), z.transform(String))),
  {},
);
const container = z.object({
  name: z.string(),
  image: z.catch(z.string(), ''),
  ports: readable(z.object({ name: z.optional(z.string()), containerPort: z.number() })),
  readinessProbe: z.catch(z.optional(probe), undefined),
  resources: z.catch(z.object({ limits: quantities }), { limits: {} }),
});
const containerStatus = z.object({
  name: z.string(),
  ready: z.catch(z.boolean(), false),
  restartCount: z.catch(z.int().check(z.gte(0)), 0),
  imageID: text,
  state: z.catch(z.optional(z.object({ waiting: reason, terminated: reason })), undefined),
});
const status = z.catch(
  z.object({
    phase: text,
    podIP: text,
    conditions: readable(condition),
    containerStatuses: readable(containerStatus),
  }),
  { conditions: [], containerStatuses: [] },
);
const affinity = z.object({
  nodeAffinity: z.object({
    requiredDuringSchedulingIgnoredDuringExecution: z.object({
      nodeSelectorTerms: z.array(
        z.object({
          matchExpressions: z._default(
            z.array(
              z.object({
                key: z.string(),
                operator: z.string(),
                values: z._default(z.array(z.string()), []),
              }),
            ),
            [],
          ),
        }),
      ),
    }),
  }),
});
const pod = z.object({
  metadata: z.object({
    name: z.string(),
    uid: z.catch(z.string(), ''),
    deletionTimestamp: text,
    labels: texts,
    annotations: texts,
  }),
  spec: z.object({
    nodeName: text,
    containers: z.array(container),
    nodeSelector: texts,
    affinity: z.catch(z.optional(affinity), undefined),
  }),
  status,
});

type Pod = z.output<typeof pod>;

/** Pods that end, or ended, are no replicas: a pod that was evicted stays in the list for long. */
const isOver = ({ metadata, status: { phase } }: Pod): boolean =>
  metadata.deletionTimestamp !== undefined || phase === 'Succeeded' || phase === 'Failed';

/**
 * The pods of a list as the Kubernetes API answered it, in the order of their names.
 *
 * @returns `undefined` where it is no such list
 */
export function podsIn(body: unknown): PodState[] | undefined {
  const items = safeParse(z.object({ items: z.array(z.unknown()) }), body).data?.items;
  if (!items || items.length > MOST_PODS) return undefined;
  const pods = items.flatMap((item) => safeParse(pod, item).data ?? []);
  return pods
    .filter((each) => !isOver(each))
    .map(stateOf)
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

function stateOf(found: Pod): PodState {
  const { metadata, spec, status: state } = found;
  const ready = state.conditions.find(({ type }) => type === 'Ready')?.status === 'True';
  const restarts = state.containerStatuses.reduce((sum, each) => sum + each.restartCount, 0);
  return {
    name: printable(metadata.name),
    uid: printable(metadata.uid),
    ip: state.podIP ?? null,
    node: spec.nodeName === undefined ? null : printable(spec.nodeName),
    ready,
    ...(!ready && { why: printable(whyNot(found), LONGEST_WHY) }),
    images: spec.containers.map(({ name, image }) => printable(imageOf(found, name, image))),
    restarts,
    component: metadata.labels.component ?? '',
    annotations: metadata.annotations,
    nodeLabels: nodeLabelsOf(spec),
    containers: spec.containers.map(({ name, ports, readinessProbe, resources }) => ({
      ...{ name, ports, limits: resources.limits },
      probe: readinessProbe?.httpGet,
    })),
  };
}

/** Of several terms any may hold, and of several values: those say nothing for sure. */
function nodeLabelsOf({ nodeSelector, affinity: has }: Pod['spec']): Record<string, string> {
  const terms =
    has?.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms ?? [];
  const [only] = terms.length === 1 ? terms : [];
  const required = (only?.matchExpressions ?? []).flatMap(({ key, operator, values }) =>
    operator === 'In' && values.length === 1 ? [[key, values[0] ?? '']] : [],
  );
  return { ...Object.fromEntries(required), ...nodeSelector };
}

/** The image with its digest, where the node has said which one it runs. */
function imageOf({ status: { containerStatuses } }: Pod, name: string, image: string): string {
  const id = containerStatuses.find((each) => each.name === name)?.imageID ?? '';
  const [digest = ''] = /@?sha256:[0-9a-f]{64}$/.exec(id) ?? [];
  return digest === '' || image.includes('@') ? image : `${image}@${digest.replace('@', '')}`;
}

/** Why a pod is not ready: what its containers wait for, else what its conditions say. */
function whyNot({ status: { phase, conditions, containerStatuses } }: Pod): string {
  const waiting = containerStatuses.filter(({ ready }) => !ready).map(containerText);
  if (waiting.length > 0) return waiting.join(', ');
  const failed = conditions.find(({ status: is, type }) => is !== 'True' && type !== 'Ready');
  const said = [failed?.reason, failed?.message].filter(Boolean).join(': ');
  return said || (phase ?? 'no status yet');
}

function containerText({ name, state }: z.output<typeof containerStatus>): string {
  const why = state?.waiting?.reason ?? state?.terminated?.reason;
  return `${name} is ${why ?? 'not ready'}`;
}
