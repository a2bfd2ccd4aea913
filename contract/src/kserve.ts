/** The group of KServe's kinds in the Kubernetes API. */
export const KSERVE_GROUP = 'serving.kserve.io';

/** Kinds of KServe that serve models. */
export type KserveKind = 'InferenceService' | 'LLMInferenceService';

/** How the Kubernetes API knows a kind. */
export interface KindInfo {
  readonly resource: string;
  /** Versions of its API, the newest first. */
  readonly versions: readonly string[];
  /** Services that it makes, by the part behind its name; asked where its status names no address. */
  readonly services: readonly string[];
  /** Deployments that it makes, by the part behind its name; Knative's of a revision have other names. */
  readonly deployments: readonly string[];
  /** The labels of its pods, with `NAME` in them. */
  readonly pods: string;
}

/**
 * What the harness looks for, and so may read.
 *
 * @see https://github.com/kserve/kserve/blob/v0.20.0/pkg/constants/constants.go
 * @see https://github.com/kserve/kserve/blob/v0.20.0/pkg/controller/v1alpha2/llmisvc/workload.go
 */
export const KSERVE_KINDS: Readonly<Record<KserveKind, KindInfo>> = {
  InferenceService: {
    resource: 'inferenceservices',
    versions: ['v1beta1'],
    services: ['-predictor', '-predictor-default'],
    deployments: ['-predictor', '-predictor-default'],
    pods: `${KSERVE_GROUP}/inferenceservice=NAME`,
  },
  LLMInferenceService: {
    resource: 'llminferenceservices',
    versions: ['v1alpha2', 'v1alpha1'],
    services: ['-kserve-workload-svc'],
    deployments: ['-kserve'],
    pods: 'app.kubernetes.io/part-of=llminferenceservice,app.kubernetes.io/name=NAME,kserve.io/component=workload',
  },
};

/** A selector of the labels that the pods of an object have. */
export const podsOf = (kind: KserveKind, name: string): string =>
  KSERVE_KINDS[kind].pods.replaceAll('NAME', name);
