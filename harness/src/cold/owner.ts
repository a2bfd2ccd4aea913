import { printable } from 'kvmini-contract/printable';
import type { Deployment } from './shapes';

/** Labels and annotations by which GitOps controllers know what is theirs. */
const GITOPS = {
  'argocd.argoproj.io/tracking-id': 'Argo CD',
  'argocd.argoproj.io/instance': 'Argo CD',
  'kustomize.toolkit.fluxcd.io/name': 'Flux',
  'helm.toolkit.fluxcd.io/name': 'Flux',
} as const;

/** What these controllers call themselves where they write. */
const MANAGERS: readonly (readonly [RegExp, string])[] = [
  [/^argocd/, 'Argo CD'],
  [/^(?:kustomize|helm)-controller$/, 'Flux'],
];

/** The annotation by which KServe decides who scales. */
const AUTOSCALER_CLASS = 'serving.kserve.io/autoscalerClass';

/** Who has a Deployment in Git, and would put its scale back; `undefined` where nobody has. */
export function gitOpsOf({ metadata }: Deployment): string | undefined {
  const { labels, annotations, managedFields } = metadata;
  const key = Object.keys(GITOPS).find((each) => each in labels || each in annotations);
  if (key !== undefined) return `${GITOPS[key as keyof typeof GITOPS]} (${key})`;
  for (const { manager = '' } of managedFields) {
    const found = MANAGERS.find(([pattern]) => pattern.test(manager));
    if (found) return `${found[1]} (it wrote to it as ${printable(manager, 60)})`;
  }
  return undefined;
}

/**
 * Why the controller that made a Deployment would put its scale back; `undefined` where it does not.
 *
 * KServe leaves the scale of an InferenceService's Deployment to autoscalers, unless its class is `none`; that of an
 * LLMInferenceService, where its `spec.replicas` says nothing.
 *
 * @param ownerReplicas `spec.replicas` of the LLMInferenceService; `null` where it has none, `undefined` where it can't be read
 * @see https://github.com/kserve/kserve/blob/v0.20.0/pkg/controller/v1beta1/inferenceservice/reconcilers/deployment/deployment_reconciler.go
 */
export function controllerOf(
  { metadata }: Deployment,
  ownerReplicas: number | null | undefined,
): string | undefined {
  const owner = metadata.ownerReferences.find(({ controller }) => controller === true);
  if (!owner) return undefined;
  const called = `${printable(owner.kind, 60)} ${printable(owner.name, 80)}`;
  if (owner.kind === 'InferenceService') {
    if (metadata.annotations[AUTOSCALER_CLASS] !== 'none') return undefined;
    return `KServe keeps its replicas as the ${called} says (${AUTOSCALER_CLASS}: none); external leaves them to others`;
  }
  if (owner.kind !== 'LLMInferenceService')
    return `the ${called} made it, and decides on its replicas`;
  if (ownerReplicas === null) return undefined;
  if (ownerReplicas === undefined)
    return `whether the ${called} says how many replicas it has can't be read (set rbac.llmInferenceServices)`;
  return `KServe keeps its replicas as the ${called} says (spec.replicas: ${ownerReplicas}); without it, it leaves them to others`;
}
