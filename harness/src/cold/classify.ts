import { printable } from 'kvmini-contract/printable';
import type { ColdWay } from '../results/cold';
import { controllerOf, gitOpsOf } from './owner';
import type { Autoscaler, Deployment, ScaledObject } from './shapes';

/** What there is of a target and of those who may scale it. */
export interface Scaling {
  /** A selector of the target's pods, as `a=b,c=d`. */
  readonly pods: string;
  readonly deployments: readonly Deployment[];
  readonly autoscalers: readonly Autoscaler[];
  readonly scaledObjects: readonly ScaledObject[];
  /** `spec.replicas` of the LLMInferenceService; `null` where it has none, `undefined` where it is none or can't be read. */
  readonly ownerReplicas?: number | null | undefined;
}

/** A target that can be started from zero. */
export interface Scalable {
  readonly way: ColdWay;
  readonly deployment: string;
  /** Replicas that it is to have now. */
  readonly replicas: number;
  /** What brings it to zero, in a sentence. */
  readonly how: string;
}

const REVISION = 'serving.knative.dev/revision';
const GENERATION = 'serving.knative.dev/configurationGeneration';
const MIN_SCALES = ['autoscaling.knative.dev/min-scale', 'autoscaling.knative.dev/minScale'];
const PAUSED = ['autoscaling.keda.sh/paused', 'autoscaling.keda.sh/paused-replicas'];

/** Tells how a target can be brought to zero; or why it is not to be. */
export function classify(scaling: Scaling): Scalable | string {
  const found = deploymentOf(scaling);
  if (typeof found === 'string') return found;
  const { name, labels } = found.metadata;
  const scaledBy = scaling.scaledObjects.find(({ spec }) => isOf(spec.scaleTargetRef, name));
  if (labels[REVISION] !== undefined) return byKnative(found);
  if (scaledBy) return byKeda(found, scaledBy);
  const why = fights(found, scaling);
  if (why !== undefined) return `the Deployment ${shown(name)}: ${why}`;
  const { replicas } = found.spec;
  return { way: 'Deployment', deployment: name, replicas, how: 'nobody else decides on its scale' };
}

const shown = (name: string) => printable(name, 80);

/** A reference without a kind is to a Deployment. */
const isOf = ({ kind = 'Deployment', name }: Autoscaler['spec']['scaleTargetRef'], of: string) =>
  kind === 'Deployment' && name === of;

function deploymentOf({ pods, deployments }: Scaling): Deployment | string {
  const wanted = pods.split(',').map((each) => each.split('=', 2) as [string, string]);
  const found = deployments.filter(({ spec: { template } }) =>
    wanted.every(([key, value]) => template.metadata.labels[key] === value),
  );
  const [only] = found.length === 1 ? found : revisions(found);
  if (only) return only;
  const names = found.map(({ metadata }) => shown(metadata.name)).join(', ');
  return found.length === 0
    ? `no Deployment makes its pods (${printable(pods, 200)}): only Deployments can be scaled here`
    : `several Deployments make its pods, and a start of one says little: ${names}`;
}

/** Of several revisions of Knative the newest is the one that gets requests. */
function revisions(found: readonly Deployment[]): readonly Deployment[] {
  if (found.some(({ metadata }) => metadata.labels[REVISION] === undefined)) return [];
  const age = ({ metadata }: Deployment) => Number(metadata.labels[GENERATION] ?? 0);
  return [...found].sort((a, b) => age(b) - age(a));
}

function byKnative({ metadata, spec }: Deployment): Scalable | string {
  const least = MIN_SCALES.map((key) => metadata.annotations[key]).find((each) => each);
  if (least !== undefined && least !== '0')
    return `Knative keeps ${shown(least)} of the Deployment ${shown(metadata.name)} (minReplicas, or ${MIN_SCALES[0]}): it never is at zero`;
  const { name: deployment } = metadata;
  const how = 'Knative brings it to zero when no requests come';
  return { way: 'Knative', deployment, replicas: spec.replicas, how };
}

function byKeda({ metadata, spec }: Deployment, by: ScaledObject): Scalable | string {
  const called = `the ScaledObject ${shown(by.metadata.name)}`;
  const paused = PAUSED.find((key) => (by.metadata.annotations[key] ?? 'false') !== 'false');
  if (paused !== undefined) return `${called} is paused (${paused}): it brings nothing up`;
  const { minReplicaCount = 0, idleReplicaCount = minReplicaCount } = by.spec;
  if (idleReplicaCount > 0)
    return `${called} keeps ${idleReplicaCount} (minReplicaCount, idleReplicaCount): it never is at zero`;
  const how = `${called} brings it to zero when its triggers say so`;
  return { way: 'KEDA', deployment: metadata.name, replicas: spec.replicas, how };
}

function fights(found: Deployment, { autoscalers, ownerReplicas }: Scaling): string | undefined {
  const { name } = found.metadata;
  const by = autoscalers.find(({ spec }) => isOf(spec.scaleTargetRef, name));
  if (by)
    return `the HorizontalPodAutoscaler ${shown(by.metadata.name)} decides on its replicas, and would fight over them`;
  const git = gitOpsOf(found);
  if (git !== undefined) return `${git} would put its scale back`;
  return controllerOf(found, ownerReplicas);
}
